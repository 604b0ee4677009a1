import { CID_BYTES } from '@guildhall/data'
import { jest } from '@jest/globals'
import { KeptExports } from './kept-exports.js'

const cidOf = (n: number) => new Uint8Array(CID_BYTES).fill(n)
const [one, two, three] = [cidOf(1), cidOf(2), cidOf(3)]
const MINUTE_MS = 60_000

let nowMs = 0
const make = (bytesMax: number) => new KeptExports(bytesMax, () => nowMs)

function keep(exports: KeptExports, commit: Uint8Array, sizes: number[]): void {
  const keeper = exports.begin(commit)!
  for (const size of sizes) keeper.add(new Uint8Array(size).fill(size))
  keeper.finish()
  keeper.close()
}

describe('KeptExports', () => {
  beforeEach(() => {
    nowMs = 0
  })

  it('gives what was kept for a commit, with its length', () => {
    const exports = make(100)
    expect(exports.find(one)).toBeUndefined()
    keep(exports, one, [10, 20])
    expect(exports.find(one)).toMatchObject({
      bytes: 30,
      pieces: [new Uint8Array(10).fill(10), new Uint8Array(20).fill(20)],
    })
    expect(exports.find(two)).toBeUndefined()
    expect(exports.use).toEqual({ hits: 1, misses: 2, size: 1 })
  })

  it('is bounded: those that were not used for the longest time go', () => {
    const exports = make(100)
    keep(exports, one, [40])
    keep(exports, two, [40])
    exports.find(one)!.release()
    keep(exports, three, [40])
    expect([one, two, three].map((commit) => exports.find(commit) !== undefined)).toEqual([true, false, true])
    expect(exports.bytes).toBe(80)
  })

  it('counts what is still read, for as long as it is', () => {
    const exports = make(100)
    keep(exports, one, [60])
    const readers = [exports.find(one)!, exports.find(one)!]
    keep(exports, two, [60])
    readers[0]!.release()
    keep(exports, two, [60])
    expect(exports.find(two)).toBeUndefined()
    expect(exports.bytes).toBe(60)
    readers[1]!.release()
    keep(exports, two, [60])
    expect(exports.find(one)).toBeUndefined()
    expect(exports.find(two)).toBeDefined()
  })

  it('does not keep what is larger than all of the memory, and lets its pieces go', () => {
    const exports = make(100)
    keep(exports, one, [60, 41, 1])
    expect(exports.find(one)).toBeUndefined()
    expect(exports.bytes).toBe(0)
  })

  it('counts what is on its way, so that several together stay in bounds', () => {
    const exports = make(100)
    const keepers = [one, two].map((commit) => exports.begin(commit)!)
    for (let i = 0; i < 6; i++) for (const keeper of keepers) keeper.add(new Uint8Array(10))
    expect(exports.bytes).toBeLessThanOrEqual(100)
    for (const keeper of keepers) keeper.finish()
    expect([one, two].map((commit) => exports.find(commit)?.bytes)).toEqual([undefined, 60])
  })

  it('keeps nothing of an export that was broken off', () => {
    const exports = make(100)
    const keeper = exports.begin(one)!
    keeper.add(new Uint8Array(10))
    keeper.close()
    expect(exports.find(one)).toBeUndefined()
    expect(exports.bytes).toBe(0)
  })

  it('keeps one copy, however many write it at a time', () => {
    const exports = make(100)
    const keeper = exports.begin(one)!
    expect(exports.begin(one)).toBeUndefined()
    keeper.close()
    keep(exports, one, [10])
    expect(exports.begin(one)).toBeUndefined()
  })

  it('does not hold a large buffer for a small piece', () => {
    const exports = make(100)
    const keeper = exports.begin(one)!
    keeper.add(new Uint8Array(1_000).subarray(0, 10))
    keeper.finish()
    expect(exports.find(one)!.pieces[0]!.buffer.byteLength).toBe(10)
  })

  it('keeps nothing without memory for it', () => {
    expect(make(0).begin(one)).toBeUndefined()
  })

  it('lets go what nobody asks for', () => {
    jest.useFakeTimers()
    try {
      const exports = make(100)
      keep(exports, one, [10])
      keep(exports, two, [10])
      nowMs = 4 * MINUTE_MS
      const reader = exports.find(two)!
      nowMs = 6 * MINUTE_MS
      jest.advanceTimersByTime(MINUTE_MS)
      expect(exports.bytes).toBe(10)
      nowMs = 12 * MINUTE_MS
      jest.advanceTimersByTime(MINUTE_MS)
      expect(exports.bytes).toBe(10)
      reader.release()
      jest.advanceTimersByTime(MINUTE_MS)
      expect(exports.bytes).toBe(0)
      expect(jest.getTimerCount()).toBe(0)
    } finally {
      jest.useRealTimers()
    }
  })
})
