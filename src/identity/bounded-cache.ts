import type { CacheUse } from '../telemetry/index.js'

/** How much room the values of a cache have together, where others decide how large one of them is. */
export interface Room<V> {
  readonly max: number
  /** what a value takes; always the same for the same value */
  readonly of: (value: V) => number
}

/**
 * A map that forgets what was not used for longest once it holds more than `entriesMax` entries. Of what was used while
 * it was not even half full, it does not know when: to note it would cost more than all the rest of a look.
 */
export class BoundedCache<K, V> {
  readonly #entries = new Map<K, V>()
  #taken = 0
  #hits = 0
  #misses = 0

  /**
   * @param entriesMax number of entries kept; at least 1
   * @param room with which fewer are kept if they are large
   */
  constructor(
    private readonly entriesMax: number,
    private readonly room?: Room<V>,
  ) {}

  /** Entries held at present. */
  get size(): number {
    return this.#entries.size
  }

  /** How it fares, as it is now. */
  get use(): CacheUse {
    return { hits: this.#hits, misses: this.#misses, size: this.size }
  }

  /** The entry, which becomes the most recently used one. */
  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) {
      this.#misses++
      return undefined
    }
    this.#hits++
    if (this.#entries.size * 2 > this.entriesMax) {
      this.#entries.delete(key)
      this.#entries.set(key, value)
    }
    return value
  }

  /** Adds or replaces an entry; returns the one that had to leave for it, or the last of several. */
  set(key: K, value: V): V | undefined {
    this.delete(key)
    this.#entries.set(key, value)
    this.#taken += this.room?.of(value) ?? 0
    let left: V | undefined
    while (this.#isTooFull) left = this.#forgetOldest()
    return left
  }

  delete(key: K): boolean {
    if (this.room) {
      const value = this.#entries.get(key)
      if (value !== undefined) this.#taken -= this.room.of(value)
    }
    return this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
    this.#taken = 0
  }

  get #isTooFull(): boolean {
    return this.#entries.size > this.entriesMax || (this.room !== undefined && this.#taken > this.room.max)
  }

  #forgetOldest(): V {
    const [oldest] = this.#entries
    this.delete(oldest![0])
    return oldest![1]
  }
}
