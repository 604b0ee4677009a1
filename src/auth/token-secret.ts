import { createHash } from 'node:crypto'

const SECRET_BYTES = 32
const CHECKSUM_LENGTH = 6
const FORM = /^([a-z]+_)([A-Za-z0-9_-]{43})([0-9a-f]{6})$/

/**
 * A new token for a program.
 * @param prefix such as `pdsadm_`: whoever finds one where it should not be knows what it is
 * @param randomBytes source of its secret
 */
export function newTokenSecret(prefix: string, randomBytes: (count: number) => Uint8Array): string {
  const secret = Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')
  return `${prefix}${secret}${checksumOf(prefix, secret)}`
}

/** The digest under which a token is kept; undefined if the text cannot be one with that prefix. */
export function tokenDigest(prefix: string, text: string): Buffer | undefined {
  const [, start, secret, checksum] = FORM.exec(text) ?? []
  if (start !== prefix || secret === undefined || checksumOf(prefix, secret) !== checksum) return undefined
  return createHash('sha256').update(text).digest()
}

/** Tells slips of the pen, and chance finds of scanners, from tokens. */
function checksumOf(prefix: string, secret: string): string {
  return createHash('sha256').update(`${prefix}${secret}`).digest('hex').slice(0, CHECKSUM_LENGTH)
}
