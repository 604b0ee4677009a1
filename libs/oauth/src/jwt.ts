import { type KeyObject, verify } from 'node:crypto'

/** Signatures of ES256: r and s, 32 bytes each. */
const SIGNATURE_BYTES = 64

const BASE64URL = /^[A-Za-z0-9_-]+$/

/** A JSON Web Token that was taken apart; nothing of it is believed yet. */
export interface UnverifiedJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
  /** what is signed */
  readonly signed: string
  readonly signature: Buffer
}

/**
 * Takes a token apart (RFC 7515 section 7.1).
 * @param lengthMax longer ones are not looked at
 * @returns `undefined` if it is malformed, or demands extensions that nobody knows here
 */
export function readJwt(token: unknown, lengthMax: number): UnverifiedJwt | undefined {
  if (typeof token !== 'string' || token.length > lengthMax) return undefined
  const parts = token.split('.')
  if (parts.length !== 3 || !parts.every((part) => BASE64URL.test(part))) return undefined
  const [head, body, signature] = parts as [string, string, string]
  const header = parse(head)
  const payload = parse(body)
  if (!header || !payload || header.crit !== undefined || header.b64 !== undefined) return undefined
  return { header, payload, signed: `${head}.${body}`, signature: Buffer.from(signature, 'base64url') }
}

/** Whether a key of P-256 has signed a token. */
export function isSignedBy({ signed, signature }: UnverifiedJwt, key: KeyObject): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  return verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
}

function parse(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
