import { InvalidCar } from './invalid-car.js'

/** Longest varint that is read: 2^35 is far beyond every limit. */
const VARINT_MAX_BYTES = 5

/**
 * An unsigned LEB128 number in its shortest form; undefined when the bytes end before it does.
 * @throws InvalidCar
 */
export function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0
  let scale = 1
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i]!
    value += (byte & 0x7f) * scale
    if (byte < 0x80) {
      if (byte === 0 && i > start) break
      return { value, end: i + 1 }
    }
    if (i - start + 1 === VARINT_MAX_BYTES) break
    if (i === bytes.length - 1) return undefined
    scale *= 0x80
  }
  if (start >= bytes.length) return undefined
  throw new InvalidCar('a length in a CAR file is not a varint')
}

/** Bytes of a number as a varint. */
export function varintLength(value: number): number {
  let length = 1
  for (; value >= 0x80; value = Math.floor(value / 0x80)) length++
  return length
}

/** Writes a varint and returns where it ends. */
export function writeVarint(out: Uint8Array, at: number, value: number): number {
  while (value >= 0x80) {
    out[at++] = (value & 0x7f) | 0x80
    value = Math.floor(value / 0x80)
  }
  out[at++] = value
  return at
}
