import { cborCidBytes, rawCidBytes } from '@guildhall/data'
import { BlockPlaces } from './block-places.js'

const cidOf = (n: number) => cborCidBytes(Buffer.from(`block ${n}`))

describe('where blocks stand', () => {
  it('is known of as many as there are, and of no others', () => {
    const places = new BlockPlaces()
    const count = 20_000
    /** Beyond 32 bits. */
    const placeOf = (n: number) => ({ at: 1 + n * 1_000_000, length: n })
    for (let n = 0; n < count; n++) places.set(cidOf(n), placeOf(n))
    for (let n = 0; n < count; n++) {
      expect(places.has(cidOf(n))).toBe(true)
      expect(places.get(cidOf(n))).toEqual(placeOf(n))
      expect(places.has(cidOf(count + n))).toBe(false)
    }
    expect(places.get(cidOf(-1))).toBeUndefined()
  })

  it('is known of blocks whose digests begin alike', () => {
    const places = new BlockPlaces()
    const digestOf = (n: number) => Buffer.concat([Buffer.alloc(15, 7), Buffer.alloc(17, n)])
    for (let n = 0; n < 200; n++) places.set(rawCidBytes(digestOf(n)), { at: n + 1, length: n })
    for (let n = 0; n < 200; n++)
      expect(places.get(rawCidBytes(digestOf(n)))).toEqual({ at: n + 1, length: n })
    expect(places.has(rawCidBytes(digestOf(201)))).toBe(false)
  })

  it('is the last one of a block that is there twice', () => {
    const places = new BlockPlaces()
    for (let n = 1; n <= 5_000; n++) places.set(cidOf(1), { at: n, length: 1 })
    expect(places.get(cidOf(1))).toEqual({ at: 5_000, length: 1 })
  })
})
