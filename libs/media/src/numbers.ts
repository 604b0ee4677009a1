/** An unsigned number of `width` bytes; bytes beyond the end count as 0. Inexact above 2^53. */
export function uint(bytes: Uint8Array, at: number, width: number, little = false): number {
  let value = 0
  for (let i = 0; i < width; i++) value = value * 256 + (bytes[at + (little ? width - 1 - i : i)] ?? 0)
  return value
}

/** Bytes as text, one character for each. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

/** Whether these bytes begin with that text. */
export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  return bytes.length >= at + text.length && latin1(bytes.subarray(at, at + text.length)) === text
}
