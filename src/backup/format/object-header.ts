import { KEY_SALT_BYTES } from './backup-key.js'

const MAGIC = Buffer.from('GHBACKUP', 'latin1')
/** Of the form of objects. A release reads the form it writes, and older ones. */
const VERSION = 1
const KEY_ID_BYTES = 8

/** Bytes of the salt of an object. */
export const OBJECT_SALT_BYTES = 16
/** magic (8) | version (1) | compression (1) | salt of the key (16) | id of the key (8) | salt of the object (16) */
export const HEADER_BYTES = MAGIC.length + 2 + KEY_SALT_BYTES + KEY_ID_BYTES + OBJECT_SALT_BYTES

/** What an object says of itself in clear. */
export interface ObjectHeader {
  isCompressed: boolean
  keySalt: Uint8Array
  /** 16 hexadecimal digits */
  keyId: string
  objectSalt: Uint8Array
}

export function encodeHeader({ isCompressed, keySalt, keyId, objectSalt }: ObjectHeader): Buffer {
  const flags = Buffer.from([VERSION, isCompressed ? 1 : 0])
  return Buffer.concat([MAGIC, flags, keySalt, Buffer.from(keyId, 'hex'), objectSalt])
}

/**
 * Reads a header. It is authenticated with what follows: the key of the object is derived from it.
 * @returns what is wrong with it, in words, if it is none
 */
export function decodeHeader(bytes: Buffer): ObjectHeader | string {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    return 'it does not begin as the parts of backups do'
  }
  const version = bytes[MAGIC.length]!
  if (version !== VERSION) return `it has the form ${version}; this release reads ${VERSION}`
  let at = MAGIC.length + 2
  const take = (count: number): Buffer => bytes.subarray(at, (at += count))
  return {
    isCompressed: bytes[MAGIC.length + 1] === 1,
    keySalt: take(KEY_SALT_BYTES),
    keyId: take(KEY_ID_BYTES).toString('hex'),
    objectSalt: take(OBJECT_SALT_BYTES),
  }
}
