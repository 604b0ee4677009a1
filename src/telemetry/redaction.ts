/** What stands in the place of a secret. */
const REDACTED = '[redacted]'

/** Objects nested deeper than this are not looked at, nor printed. */
const DEPTH_MAX = 8

/**
 * Ends of names whose values are secret, compared without case, `-` and `_`: `authorization` also covers
 * `proxy-authorization`, `token` covers `refresh_token`, `jwt` covers `accessJwt`.
 */
const SECRET_NAME =
  /(?:authorization|dpop|cookie|cookies|password|passwordhash|passphrase|token|tokens|jwt|secret|secrets|privatekey|privatekeyhex|rotationkeyhex|apikey)$/

/** Credentials inside other texts, such as messages of errors. */
const CREDENTIALS = /\b(Bearer|DPoP|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g
const JWT = /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g

/** A copy of the fields of a log line without secrets, at any depth. */
export function redacted(fields: object): Record<string, unknown> {
  return copyObject(fields, 0, new Set())
}

/** A text without the credentials in it. */
export function redactedText(text: string): string {
  return text.replace(CREDENTIALS, `$1 ${REDACTED}`).replace(JWT, REDACTED)
}

function copyObject(object: object, depth: number, above: Set<object>): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  above.add(object)
  for (const [name, value] of Object.entries(object)) {
    copy[name] = isSecretName(name) && isRevealing(value) ? REDACTED : copyValue(value, depth + 1, above)
  }
  above.delete(object)
  return copy
}

function copyValue(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') return redactedText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return copyError(value, depth, above)
  if (value instanceof Uint8Array) return `[${value.length} bytes]`
  if (above.has(value)) return '[circular]'
  if (depth > DEPTH_MAX) return '[too deep]'
  if (Array.isArray(value)) return copyArray(value, depth, above)
  if ('toJSON' in value && typeof value.toJSON === 'function') return copyValue(value.toJSON(), depth, above)
  // Whatever a connection or another live object holds is nobody's to read.
  if (!isPlain(value)) return `[${value.constructor?.name ?? 'object'}]`
  return copyObject(value, depth, above)
}

/** Whether an object is one of fields only, also one of another realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function copyArray(values: unknown[], depth: number, above: Set<object>): unknown[] {
  above.add(values)
  const copy = values.map((value) => copyValue(value, depth + 1, above))
  above.delete(values)
  return copy
}

function copyError(error: Error, depth: number, above: Set<object>): unknown {
  if (above.has(error) || depth > DEPTH_MAX) return '[circular]'
  above.add(error)
  const { cause } = error
  const copy = {
    type: error.name,
    message: redactedText(error.message),
    stack: error.stack && redactedText(error.stack),
    ...(cause === undefined ? {} : { cause: copyValue(cause, depth + 1, above) }),
    ...copyObject(error, depth + 1, above),
  }
  above.delete(error)
  return copy
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replace(/[-_]/g, '').toLowerCase())
}

/** Counts and flags tell nothing: `tokens: 3` may stay. */
function isRevealing(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'number' && typeof value !== 'boolean'
}
