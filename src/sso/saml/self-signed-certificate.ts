import { createPublicKey, sign } from 'node:crypto'

/** What a certificate says. */
export interface CertificateFacts {
  /** RSA, PKCS #8, PEM */
  readonly key: string
  /** up to 64 characters */
  readonly name: string
  /** positive */
  readonly serial: bigint
  readonly from: Date
  readonly until: Date
}

const NAME_MAX_CHARS = 64
const TAG = {
  integer: 0x02,
  bits: 0x03,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  list: 0x30,
  set: 0x31,
  version: 0xa0,
}
/** sha256WithRSAEncryption (1.2.840.113549.1.1.11) */
const SHA256_WITH_RSA = Buffer.from('2a864886f70d01010b', 'hex')
/** commonName (2.5.4.3) */
const COMMON_NAME = Buffer.from('550403', 'hex')

/**
 * A certificate that says nothing but which key it is for: providers want one around every key, and trust it because an
 * administrator has given it to them.
 * @returns DER
 */
export function selfSignedCertificate({ key, name, serial, from, until }: CertificateFacts): Buffer {
  const algorithm = der(TAG.list, der(TAG.oid, SHA256_WITH_RSA), der(TAG.null))
  const text = Buffer.from(name.slice(0, NAME_MAX_CHARS), 'utf8')
  const entity = der(TAG.list, der(TAG.set, der(TAG.list, der(TAG.oid, COMMON_NAME), der(TAG.utf8, text))))
  const facts = der(
    TAG.list,
    der(TAG.version, der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, positive(serial)),
    algorithm,
    entity,
    der(TAG.list, timeOf(from), timeOf(until)),
    entity,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  )
  return der(TAG.list, facts, algorithm, der(TAG.bits, Buffer.of(0), sign('sha256', facts, key)))
}

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.of(0x80 | bytes.length), bytes])
}

function positive(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
}

/** Two digits of the year: good until 2049. */
function timeOf(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14)
  return der(TAG.utcTime, Buffer.from(`${digits}Z`, 'ascii'))
}
