import { type CidBytes, SlotHash } from '@guildhall/data'
import { SystemRandom } from '../../telemetry/index.js'

/** Where the digest begins in a CID. */
const DIGEST_AT = 4
/** Tables by the last byte of the digest: none is so large that others would notice when it grows. */
const TABLES = 256
/** The last byte of a CID. */
const LAST = 35
const SLOTS_FIRST = 16
/** Whoever sends a file chooses the CIDs in it. */
const HASH = new SlotHash(new SystemRandom().bytes(SlotHash.seedBytes))

/**
 * CIDs by the first 64 bits of their digest: 16 to 32 bytes for each, where a Set of their texts takes over a hundred.
 * Whoever looks for two CIDs that agree in these bits finds some, so `has` is a hint and no proof.
 */
export class SeenCids {
  readonly #tables = Array.from({ length: TABLES }, () => new Table())

  add(cid: CidBytes): void {
    this.#tables[cid[LAST]!]!.add(cid)
  }

  has(cid: CidBytes): boolean {
    return this.#tables[cid[LAST]!]!.has(cid)
  }
}

class Table {
  #slots = new Uint32Array(SLOTS_FIRST * 2)
  #count = 0

  add(cid: CidBytes): void {
    const [high, low] = keyOf(cid)
    if (this.#put(high, low)) this.#count++
    if (this.#count * 4 > this.#slots.length) this.#grow()
  }

  has(cid: CidBytes): boolean {
    const [high, low] = keyOf(cid)
    const at = this.#find(high, low)
    return this.#slots[at] !== 0
  }

  #put(high: number, low: number): boolean {
    const at = this.#find(high, low)
    if (this.#slots[at] !== 0) return false
    this.#slots[at] = high
    this.#slots[at + 1] = low
    return true
  }

  /** Where the key is, or the free slot where it would be. */
  #find(high: number, low: number): number {
    const slots = this.#slots
    const mask = slots.length / 2 - 1
    for (let i = HASH.of(high, low) & mask; ; i = (i + 1) & mask) {
      const at = i * 2
      if (slots[at] === 0 || (slots[at] === high && slots[at + 1] === low)) return at
    }
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] !== 0) this.#put(old[at]!, old[at + 1]!)
    }
  }
}

/** Two halves of the key, the first never zero: zero marks a free slot. */
function keyOf(cid: CidBytes): [high: number, low: number] {
  return [word(cid, DIGEST_AT) || 1, word(cid, DIGEST_AT + 4)]
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}
