import { createHash } from 'node:crypto'

/** What tokens begin with: whoever finds one where it should not be knows what it is. */
const PREFIX = 'pdsadm_'

const SECRET_BYTES = 32
const CHECKSUM_LENGTH = 6
const FORM = /^pdsadm_([A-Za-z0-9_-]{43})([0-9a-f]{6})$/

/** A new token. @param randomBytes source of its secret */
export function newTokenSecret(randomBytes: (count: number) => Uint8Array): string {
  const secret = Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')
  return `${PREFIX}${secret}${checksumOf(secret)}`
}

/** The digest under which a token is kept; undefined if the text cannot be one. */
export function tokenDigest(text: string): Buffer | undefined {
  const [, secret, checksum] = FORM.exec(text) ?? []
  if (secret === undefined || checksumOf(secret) !== checksum) return undefined
  return createHash('sha256').update(text).digest()
}

/** Tells slips of the pen, and chance finds of scanners, from tokens. */
function checksumOf(secret: string): string {
  return createHash('sha256').update(`${PREFIX}${secret}`).digest('hex').slice(0, CHECKSUM_LENGTH)
}
