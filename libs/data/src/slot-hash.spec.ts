import { SlotHash } from './slot-hash.js'

const SLOTS = 1024
const seedOf = (n: number) => Uint8Array.from({ length: 8 }, (_, i) => (n * 73 + i * 151) % 256)
/** How many slots hold so many words that differ in their upper halves only, as somebody would choose them. */
const slotsOf = (hash: SlotHash, count: number) =>
  new Set(Array.from({ length: count }, (_, n) => hash.of(n << 16, 7) % SLOTS)).size

describe('the slot of a digest', () => {
  it('is the same each time, and of 32 bits', () => {
    const hash = new SlotHash(seedOf(1))
    for (const [first, second] of [
      [0, 0],
      [1, 2],
      [0xffffffff, 0xffffffff],
    ] as const) {
      const slot = hash.of(first, second)
      expect(slot).toBe(new SlotHash(seedOf(1)).of(first, second))
      expect(Number.isInteger(slot) && slot >= 0 && slot < 2 ** 32).toBe(true)
    }
  })

  it('is another one with another seed', () => {
    const slots = Array.from({ length: 50 }, (_, n) => new SlotHash(seedOf(n)).of(1, 2))
    expect(new Set(slots).size).toBeGreaterThan(40)
  })

  it('is not the same for those that agree in their lower bits', () => {
    for (let n = 1; n < 20; n++) expect(slotsOf(new SlotHash(seedOf(n)), 200)).toBeGreaterThan(50)
  })

  it('wants a whole seed', () => {
    expect(() => new SlotHash(new Uint8Array(7))).toThrow(RangeError)
  })
})
