/** Bytes of a CID in its blessed form. */
export const CID_LENGTH = 36

/** Bytes of a CID as a DAG-CBOR link: tag 42, a byte string of a zero and the CID. */
export const LINK_LENGTH = 41

/**
 * Tells whether the bytes at `at` are a link to a CID of the blessed form: version 1, dag-cbor or raw, sha-256. The
 * CID begins 5 bytes further.
 */
export function isLink(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0xd8 &&
    bytes[at + 1] === 0x2a &&
    bytes[at + 2] === 0x58 &&
    bytes[at + 3] === 0x25 &&
    bytes[at + 4] === 0 &&
    isBlessedCid(bytes, at + 5)
  )
}

/** Tells whether the 36 bytes at `at` are there and a CID of the blessed form. */
export function isBlessedCid(bytes: Uint8Array, at: number): boolean {
  const codec = bytes[at + 1]
  return (
    bytes[at] === 1 &&
    (codec === 0x71 || codec === 0x55) &&
    bytes[at + 2] === 0x12 &&
    bytes[at + 3] === 0x20 &&
    at + CID_LENGTH <= bytes.length
  )
}

/** Writes a CID as a link and returns where it ends. */
export function writeLink(out: Uint8Array, at: number, cid: Uint8Array): number {
  out[at] = 0xd8
  out[at + 1] = 0x2a
  out[at + 2] = 0x58
  out[at + 3] = 0x25
  out[at + 4] = 0
  out.set(cid, at + 5)
  return at + LINK_LENGTH
}
