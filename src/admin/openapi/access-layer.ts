import type { OpenAPIObject } from '@nestjs/swagger'

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>
type Headers = Record<string, { readonly $ref: string }>

const number = (description: string) => ({ description, schema: { type: 'integer' as const } })
const text = (description: string) => ({ description, schema: { type: 'string' as const } })

/** Headers of answers, by their names. */
const HEADERS = {
  'RateLimit-Limit': number('Requests that may be made in a window of time.'),
  'RateLimit-Remaining': number('Requests that are left of them.'),
  'RateLimit-Reset': number('When the window ends, in seconds since the epoch.'),
  'RateLimit-Policy': text('The limit and, after w=, the seconds of its window.'),
  'Retry-After': number('With 429 and 503: in how many seconds to try again.'),
  'Idempotency-Replayed': text(
    'true where the answer is that of an earlier request with this Idempotency-Key.',
  ),
  ETag: text('The tag of what is shown, for If-Match.'),
}
type HeaderName = keyof typeof HEADERS

const LIMITS: HeaderName[] = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'RateLimit-Policy']

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'Up to 255 visible characters of your own. Another request with this key in the next 24 hours is not carried out, but gets the answer to this one.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
}

/** Codes of whatever changes something: the body is read, and where the request comes from is looked at. */
const CHANGE_PROBLEMS = ['foreign_origin', 'malformed_body', 'body_too_large', 'unsupported_media_type']
const POST_PROBLEMS = ['idempotency_key_reused', 'request_in_flight']

/**
 * Adds to a description what whatever stands before all routes does by itself, depending on the method: parameters,
 * headers of answers, and codes of problems.
 */
export function declareAccess(document: OpenAPIObject): void {
  document.components = {
    ...document.components,
    parameters: { ...document.components?.parameters, IdempotencyKey: IDEMPOTENCY_KEY },
    headers: { ...document.components?.headers, ...HEADERS },
  }
  for (const item of Object.values(document.paths))
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item[method]
      if (operation) declare(operation, method)
    }
}

function declare(operation: Operation, method: string): void {
  const known = operation as Operation & { 'x-problem-codes'?: string[]; 'x-etag'?: boolean }
  const isPost = method === 'post'
  const parameters = operation.parameters ?? []
  if (isPost) operation.parameters = [...parameters, { $ref: '#/components/parameters/IdempotencyKey' }]
  const isCompared = parameters.some((one) => 'name' in one && one.name === 'If-Match')
  known['x-problem-codes'] = [
    ...new Set([
      ...(known['x-problem-codes'] ?? []),
      ...(method === 'get' ? [] : CHANGE_PROBLEMS),
      ...(isPost ? POST_PROBLEMS : []),
      ...(isCompared ? ['precondition_failed'] : []),
    ]),
  ]
  const ofDone = [
    ...(isPost ? ['Idempotency-Replayed' as const] : []),
    ...(known['x-etag'] ? ['ETag' as const] : []),
  ]
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || '$ref' in response) continue
    const more: HeaderName[] = status === 'default' ? ['Retry-After'] : ofDone
    response.headers = { ...response.headers, ...headersOf([...LIMITS, ...more]) }
  }
}

function headersOf(names: readonly HeaderName[]): Headers {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
