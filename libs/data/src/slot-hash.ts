/**
 * Where something lies in a hash table, from 64 bits of its digest. Digests are spread already, but whoever makes what is
 * hashed can look for thousands of them that agree in a few bits, and have each look-up go through all of them. The seed
 * keeps from them which bits these are.
 */
export class SlotHash {
  /** Bytes of a seed. */
  static readonly seedBytes = 8
  readonly #first: number
  readonly #second: number

  /** @param seed random bytes, `seedBytes` of them @throws RangeError for fewer */
  constructor(seed: Uint8Array) {
    if (seed.length < SlotHash.seedBytes) throw new RangeError(`a seed of ${seed.length} bytes`)
    const view = new DataView(seed.buffer, seed.byteOffset)
    // An even factor would leave bits out.
    this.#first = view.getInt32(0) | 1
    this.#second = view.getInt32(4) | 1
  }

  /** A number of 32 bits, without sign; any of its bits will do for a slot. */
  of(first: number, second: number): number {
    const sum = (Math.imul(first, this.#first) + Math.imul(second, this.#second)) | 0
    // The lower bits of a product know the lower bits of its factors only.
    return (sum ^ (sum >>> 16)) >>> 0
  }
}
