import type { CidBytes } from '@guildhall/data'

/** Of the 32 bytes of a hash, so many tell CIDs apart here: nobody finds two that agree in 128 bits. */
const WORDS = 4
const HASH_OFFSET = 4

/** Tables by the last byte of the hash: none is so large that others would notice when it grows. */
const TABLES = 256
/** The last byte of a CID. */
const LAST = 35
const SLOTS_FIRST = 16
/** 32 MB in all tables, for 1.5 million CIDs. */
const SLOTS_MAX = 2 ** 21 / TABLES
const LOAD_MAX = 0.75

/**
 * Remembers which blocks an export has sent, as equal records lie at several paths but are one block. It takes 16 to
 * 43 bytes for each, and no more than 32 MB: what comes after that is sent each time it is met, which a CAR may do.
 */
export class SentCids {
  readonly #tables = Array.from({ length: TABLES }, () => new Table())

  /**
   * Adds the CID that begins at `at`.
   * @returns false when it was there already
   */
  add(bytes: CidBytes | Uint8Array, at = 0): boolean {
    return this.#tables[bytes[at + LAST]!]!.add(bytes, at)
  }
}

class Table {
  #words = new Uint32Array(SLOTS_FIRST * WORDS)
  #mask = SLOTS_FIRST - 1
  #count = 0

  add(bytes: Uint8Array, at: number): boolean {
    const start = at + HASH_OFFSET
    // Never all zeros, which mark a free slot.
    const first = word(bytes, start) || 1
    const second = word(bytes, start + 4)
    const third = word(bytes, start + 8)
    const fourth = word(bytes, start + 12)
    const words = this.#words
    for (let slot = second & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const i = slot * WORDS
      if (words[i] === 0) {
        if (this.#hasRoom()) this.#put(i, first, second, third, fourth)
        else if (this.#grow()) this.add(bytes, at)
        return true
      }
      if (
        words[i] === first &&
        words[i + 1] === second &&
        words[i + 2] === third &&
        words[i + 3] === fourth
      ) {
        return false
      }
    }
  }

  #hasRoom(): boolean {
    return this.#count < (this.#mask + 1) * LOAD_MAX
  }

  #put(i: number, first: number, second: number, third: number, fourth: number): void {
    this.#words[i] = first
    this.#words[i + 1] = second
    this.#words[i + 2] = third
    this.#words[i + 3] = fourth
    this.#count++
  }

  /** Doubles the table, unless it is as large as it may be. */
  #grow(): boolean {
    const slots = (this.#mask + 1) * 2
    if (slots > SLOTS_MAX) return false
    const old = this.#words
    this.#words = new Uint32Array(slots * WORDS)
    this.#mask = slots - 1
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from] === 0) continue
      let slot = old[from + 1]! & this.#mask
      while (this.#words[slot * WORDS] !== 0) slot = (slot + 1) & this.#mask
      for (let i = 0; i < WORDS; i++) this.#words[slot * WORDS + i] = old[from + i]!
    }
    return true
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}
