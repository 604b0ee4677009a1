/** What is wrong with one field of what was sent. */
export interface FieldProblem {
  readonly at: string
  readonly message: string
}

/** A request that was not done, as the server says why. */
export class ApiProblem extends Error {
  constructor(
    /** of HTTP; 0 where there was no answer */
    readonly status: number,
    /** stays the same, whatever the words are */
    readonly code: string,
    message: string,
    /** by which the server's log knows the request */
    readonly requestId: string | undefined,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(message)
    this.name = 'ApiProblem'
  }

  /** Whether nobody is signed in any more. */
  get isSignedOut(): boolean {
    return this.status === 401
  }

  /** Whether whoever is signed in has to sign in in a better way. */
  get needsPasskey(): boolean {
    return this.code === 'stronger_sign_in_required'
  }

  /** Whether it would be done after a fresh sign-in. */
  get needsProof(): boolean {
    return this.code === 'step_up_required'
  }
}

/** Makes a problem of an answer that is none of success. @param body of the answer, as far as it could be read */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const said = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const text = (name: string) => (typeof said[name] === 'string' ? said[name] : undefined)
  return new ApiProblem(
    response.status,
    text('code') ?? `http_${response.status}`,
    text('detail') ?? text('title') ?? `HTTP ${response.status}`,
    text('requestId') ?? response.headers.get('x-request-id') ?? undefined,
    Array.isArray(said['errors']) ? (said['errors'] as FieldProblem[]) : [],
  )
}
