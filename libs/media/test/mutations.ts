/** Numbers below a bound, always the same for the same seed. */
export type Numbers = (below: number) => number

/** The generator `mulberry32`. */
export function numbersFrom(seed: number): Numbers {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

type Mutation = (bytes: Buffer, next: Numbers, other: Buffer) => Buffer

/** Values that lengths, counts and offsets get: nothing, next to nothing, all, and what overflows. */
const LENGTHS = [0, 1, 2, 7, 8, 12, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

const flipBits: Mutation = (bytes, next) => {
  for (let i = next(16); i >= 0 && bytes.length > 0; i--) bytes[next(bytes.length)]! ^= 1 << next(8)
  return bytes
}
const cutOff: Mutation = (bytes, next) => bytes.subarray(0, next(bytes.length + 1))

const changeLength: Mutation = (bytes, next) => {
  if (bytes.length < 8) return bytes
  const value = next(3) > 0 ? LENGTHS[next(LENGTHS.length)]! : next(2 * bytes.length)
  const at = next(bytes.length - 4)
  const wide = next(2) === 0
  if (next(2) === 0) bytes.writeUIntBE(wide ? value : value & 0xffff, at, wide ? 4 : 2)
  else bytes.writeUIntLE(wide ? value : value & 0xffff, at, wide ? 4 : 2)
  return bytes
}
const part = (bytes: Buffer, next: Numbers) => {
  const from = next(bytes.length + 1)
  return bytes.subarray(from, from + next(Math.min(bytes.length - from, 400) + 1))
}
const splice: Mutation = (bytes, next, other) => {
  const at = next(bytes.length + 1)
  const gone = next(2) === 0 ? 0 : next(bytes.length - at + 1)
  return Buffer.concat([bytes.subarray(0, at), part(other, next), bytes.subarray(at + gone)])
}
const repeat: Mutation = (bytes, next) => {
  const at = next(bytes.length + 1)
  const times = 1 + next(8)
  return Buffer.concat([bytes.subarray(0, at), ...Array(times).fill(part(bytes, next)), bytes.subarray(at)])
}
const takeOut: Mutation = (bytes, next) => {
  const at = next(bytes.length + 1)
  return Buffer.concat([
    bytes.subarray(0, at),
    bytes.subarray(at + next(Math.min(bytes.length - at, 100) + 1)),
  ])
}
const MUTATIONS = [flipBits, cutOff, changeLength, changeLength, splice, repeat, takeOut]

/** A file with one to four things wrong with it. */
export function mutated(bytes: Buffer, next: Numbers, other: Buffer): Buffer {
  let result = Buffer.from(bytes)
  for (let i = next(4); i >= 0; i--)
    result = Buffer.from(MUTATIONS[next(MUTATIONS.length)]!(result, next, other))
  return result
}
