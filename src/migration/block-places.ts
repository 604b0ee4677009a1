import { type CidBytes, SlotHash } from '@guildhall/data'
import { SystemRandom } from '../telemetry/index.js'

/** Where a block stands in a file. */
export interface Place {
  readonly at: number
  readonly length: number
}

/** Of a CID, what comes before the digest. */
const PREFIX_BYTES = 4
/** Of a digest: nobody makes two blocks that have four words of it in common. */
const WORDS = 4
const WORD_BYTES = 4
const SLOTS_MIN = 1024
/** Beyond that, what is looked for is found too late. */
const FILLED_MAX = 0.75
/** Whoever sends the file chooses the CIDs in it. */
const HASH = new SlotHash(new SystemRandom().bytes(SlotHash.seedBytes))

/**
 * Where the blocks of a file stand. A map would take several times as much memory, which whoever sends the file could
 * have this process run out of.
 */
export class BlockPlaces {
  #count = 0
  #digests = new Uint32Array(SLOTS_MIN * WORDS)
  /** 0: nobody is there, as every file begins with a header */
  #ats = new Float64Array(SLOTS_MIN)
  #lengths = new Uint32Array(SLOTS_MIN)
  /** Of the digest that is looked for; there are too many to make new words for each. */
  readonly #words = new Uint32Array(WORDS)

  /** Notes where a block is; of one that is there twice, the last place. */
  set(cid: CidBytes, { at, length }: Place): void {
    if (this.#count >= this.#ats.length * FILLED_MAX) this.#grow()
    const slot = this.#slotOf(this.#wordsOf(cid))
    if (this.#ats[slot] === 0) this.#count++
    this.#put(slot, at, length)
  }

  /** @returns undefined for a block that is not in the file */
  get(cid: CidBytes): Place | undefined {
    const slot = this.#slotOf(this.#wordsOf(cid))
    const at = this.#ats[slot]!
    return at === 0 ? undefined : { at, length: this.#lengths[slot]! }
  }

  has(cid: CidBytes): boolean {
    return this.#ats[this.#slotOf(this.#wordsOf(cid))] !== 0
  }

  #grow(): void {
    const [digests, ats, lengths] = [this.#digests, this.#ats, this.#lengths]
    const slots = ats.length * 2
    this.#digests = new Uint32Array(slots * WORDS)
    this.#ats = new Float64Array(slots)
    this.#lengths = new Uint32Array(slots)
    for (let from = 0; from < ats.length; from++) {
      if (ats[from] === 0) continue
      for (let i = 0; i < WORDS; i++) this.#words[i] = digests[from * WORDS + i]!
      this.#put(this.#slotOf(this.#words), ats[from]!, lengths[from]!)
    }
  }

  /** The slot of a digest, or the free one where it belongs. */
  #slotOf(words: Uint32Array): number {
    const mask = this.#ats.length - 1
    let slot = HASH.of(words[0]!, words[1]!) & mask
    while (this.#ats[slot] !== 0 && !this.#isAt(slot, words)) slot = (slot + 1) & mask
    return slot
  }

  #isAt(slot: number, words: Uint32Array): boolean {
    for (let i = 0; i < WORDS; i++) if (this.#digests[slot * WORDS + i] !== words[i]) return false
    return true
  }

  #put(slot: number, at: number, length: number): void {
    for (let i = 0; i < WORDS; i++) this.#digests[slot * WORDS + i] = this.#words[i]!
    this.#ats[slot] = at
    this.#lengths[slot] = length
  }

  #wordsOf(cid: CidBytes): Uint32Array {
    for (let i = 0; i < WORDS; i++) {
      const from = PREFIX_BYTES + i * WORD_BYTES
      this.#words[i] = (cid[from]! << 24) | (cid[from + 1]! << 16) | (cid[from + 2]! << 8) | cid[from + 3]!
    }
    return this.#words
  }
}
