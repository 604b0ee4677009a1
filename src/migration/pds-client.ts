import type { Readable } from 'node:stream'
import { com, type AnyMethod, type OutputOf } from '@guildhall/lexicon'
import type { Outbound, OutboundOptions, OutboundResponse } from '../outbound/index.js'
import { objectIn, type PdsTokens, sessionIn, tokensIn } from './answers.js'
import { patiently } from './patience.js'
import { PdsFailure } from './pds-failure.js'

const { createSession, deleteSession, refreshSession } = com.atproto.server

const ANSWER_TIMEOUT_MS = 60_000
/** Longest pause between two pieces of a file. */
const IDLE_MS = 120_000
/** Longest time for a whole file: whoever sends a byte now and then must not hold up what waits behind it. */
const FILE_TIMEOUT_MS = 6 * 60 * 60_000
/** A large repository is put into its place before the server answers. */
const IMPORT_TIMEOUT_MS = 60 * 60_000
/** Lists and preferences are far below. */
const JSON_MAX_BYTES = 8 * 1024 * 1024
const FAILURE_MAX_BYTES = 64 * 1024

type Params = Readonly<Record<string, string | number | undefined>>

/** A body that is not JSON, which can be sent again. */
export interface Upload {
  /** media type */
  type: string
  sizeBytes: number
  open: () => Readable
}

/** Who asks; without it, whoever is signed in. */
export interface As {
  authorization?: string
}

/** Whoever is signed in. */
export interface PdsSession {
  did: string
  handle: string
  email: string | undefined
  /** Whether it was opened with an app password, which may not move an account. */
  isOfAppPassword: boolean
}

/** What matters besides the address of a server. */
export interface PdsCircumstances {
  /** whether others have named it: then it must be a public server */
  readonly isStranger?: boolean
  /** a session to go on with */
  readonly tokens?: PdsTokens | undefined
  /** keeps what the session is made of, whenever that changes */
  readonly keep?: (tokens: PdsTokens) => Promise<void>
  /** ends all calls */
  readonly signal?: AbortSignal
}

/**
 * A PDS, called over HTTP. Queries and uploads are tried again while the server is away or busy; a session is renewed when
 * it has expired. Everything throws {@link PdsFailure} for refusals and OutboundError where there was no answer.
 */
export class PdsClient {
  #tokens: PdsTokens | undefined
  #isSignedOut = false
  #refreshing: Promise<void> | undefined

  /** @param url of the server, without a path */
  constructor(
    private readonly outbound: Outbound,
    readonly url: string,
    private readonly circumstances: PdsCircumstances = {},
  ) {
    this.#tokens = circumstances.tokens
  }

  /** Its host, as people know it. */
  get name(): string {
    return new URL(this.url).host
  }

  /** Whether the session has ended, so that the password is needed again. */
  get isSignedOut(): boolean {
    return this.#isSignedOut
  }

  /** Signs in with a password. @param code the one that was mailed, where the account wants one */
  async signIn(identifier: string, password: string, code?: string): Promise<PdsSession> {
    const input = { identifier, password, ...(code !== undefined && { authFactorToken: code }) }
    const answer = await this.post(createSession, input, { authorization: '' })
    const { did, handle, email, accessJwt, refreshJwt } = sessionIn(answer)
    await this.adopt({ accessJwt, refreshJwt })
    const isOfAppPassword = scopeOf(accessJwt).includes('.appPass')
    return { did, handle, email, isOfAppPassword }
  }

  /** Goes on with a session that another method has opened. */
  async adopt(answer: PdsTokens): Promise<void> {
    this.#tokens = tokensIn(answer)
    this.#isSignedOut = false
    await this.circumstances.keep?.(this.#tokens)
  }

  /** Ends the session. @throws {PdsFailure | OutboundError} */
  async signOut(): Promise<void> {
    const tokens = this.#tokens
    if (tokens) await this.post(deleteSession, undefined, { authorization: `Bearer ${tokens.refreshJwt}` })
    this.#tokens = undefined
  }

  /** Calls a query, until it works. */
  get<M extends AnyMethod>(method: M, params: Params = {}): Promise<OutputOf<M>> {
    return patiently(async () => {
      const limits = { timeoutMs: ANSWER_TIMEOUT_MS, responseMaxBytes: JSON_MAX_BYTES }
      const response = await this.open(method, params, limits)
      return objectIn(await response.text()) as OutputOf<M>
    })
  }

  /** Calls a query whose answer is a file, once; the body must be read or discarded. */
  open(method: AnyMethod, params: Params, options: OutboundOptions = {}): Promise<OutboundResponse> {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(params)) {
      if (value !== undefined) search.set(name, String(value))
    }
    const url = `${this.url}/xrpc/${method.nsid}?${search.toString()}`
    return this.#send(url, () => ({ timeoutMs: FILE_TIMEOUT_MS, bodyTimeoutMs: IDLE_MS, ...options }))
  }

  /** Calls a procedure, once. */
  async post<M extends AnyMethod>(method: M, input?: object, as: As = {}): Promise<OutputOf<M>> {
    const response = await this.#send(
      `${this.url}/xrpc/${method.nsid}`,
      () => ({
        method: 'POST',
        timeoutMs: ANSWER_TIMEOUT_MS,
        responseMaxBytes: JSON_MAX_BYTES,
        ...(input && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }),
      }),
      as,
    )
    const text = await response.text()
    return text === '' ? undefined : (objectIn(text) as OutputOf<M>)
  }

  /** Calls a procedure that takes a file, until it works. */
  upload<M extends AnyMethod>(method: M, { type, sizeBytes, open }: Upload): Promise<OutputOf<M>> {
    return patiently(async () => {
      const response = await this.#send(`${this.url}/xrpc/${method.nsid}`, () => ({
        method: 'POST',
        timeoutMs: 0,
        headersTimeoutMs: IMPORT_TIMEOUT_MS,
        responseMaxBytes: JSON_MAX_BYTES,
        headers: { 'content-type': type, 'content-length': String(sizeBytes) },
        body: open(),
      }))
      const text = await response.text()
      return text === '' ? undefined : (objectIn(text) as OutputOf<M>)
    })
  }

  async #send(url: string, options: () => OutboundOptions, as: As = {}): Promise<OutboundResponse> {
    const used = this.#tokens
    try {
      return await this.#sendOnce(url, options(), as)
    } catch (error) {
      const isExpired = error instanceof PdsFailure && error.code === 'ExpiredToken'
      if (!isExpired || used === undefined || as.authorization !== undefined) throw error
      await this.#refresh(used)
      return this.#sendOnce(url, options(), as)
    }
  }

  async #sendOnce(url: string, options: OutboundOptions, as: As): Promise<OutboundResponse> {
    const authorization = as.authorization ?? (this.#tokens && `Bearer ${this.#tokens.accessJwt}`)
    const { isStranger: toStranger = false, signal } = this.circumstances
    const response = await this.outbound.request(url, {
      ...{ headersTimeoutMs: ANSWER_TIMEOUT_MS, toStranger, ...(signal && { signal }) },
      ...options,
      headers: { ...options.headers, ...(authorization && { authorization }) },
    })
    if (response.status >= 200 && response.status < 300) return response
    throw await this.#failureOf(response)
  }

  /** Several calls may find out together that the session has expired. */
  #refresh(used: PdsTokens): Promise<void> {
    if (this.#tokens !== used) return this.#refreshing ?? Promise.resolve()
    this.#refreshing ??= this.post(refreshSession, undefined, { authorization: `Bearer ${used.refreshJwt}` })
      .then(
        (tokens) => this.adopt(tokens),
        (error: unknown) => {
          this.#isSignedOut = error instanceof PdsFailure && [400, 401].includes(error.status)
          throw error
        },
      )
      .finally(() => (this.#refreshing = undefined))
    return this.#refreshing
  }

  async #failureOf(response: OutboundResponse): Promise<PdsFailure> {
    const { status } = response
    let told: { error?: unknown; message?: unknown } = {}
    if (Number(response.header('content-length') ?? 0) <= FAILURE_MAX_BYTES) {
      told = await response.json().then(
        (json) => (json ?? {}) as object,
        () => ({}),
      )
    } else response.discard()
    const text = (value: unknown) => (typeof value === 'string' ? value : '')
    return new PdsFailure(this.name, status, text(told.error), text(told.message), retryAfterMs(response))
  }
}

/** How long to wait, as far as the answer says so; `RateLimit-Reset` is a time, which its own clock relates to. */
function retryAfterMs(response: OutboundResponse): number | undefined {
  const after = Number(response.header('retry-after')) * 1000
  if (after > 0) return after
  const reset = Number(response.header('ratelimit-reset')) * 1000 - Date.parse(response.header('date') ?? '')
  return response.status === 429 && reset > 0 ? reset : undefined
}

/** The scope of a session token, '' where it has none: nothing is decided by it but what is told to its owner. */
function scopeOf(jwt: string): string {
  try {
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as {
      scope?: unknown
    }
    return typeof claims.scope === 'string' ? claims.scope : ''
  } catch {
    return ''
  }
}
