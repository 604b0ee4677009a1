/** A file, or a part of one, that is read piece by piece. */
export interface ByteSource {
  /** bytes */
  readonly size: number

  /** The bytes from `offset` on: `length` of them, fewer at the end, none beyond it. Both are not negative. */
  read(offset: number, length: number): Uint8Array
}

/** Bytes in memory as a source. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) }
}
