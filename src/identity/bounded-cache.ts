import type { CacheUse } from '../telemetry/index.js'

/**
 * A map that forgets what was not used for longest once it holds more than `entriesMax` entries. Of what was used while
 * it was not even half full, it does not know when: to note it would cost more than all the rest of a look.
 */
export class BoundedCache<K, V> {
  readonly #entries = new Map<K, V>()
  #hits = 0
  #misses = 0

  /** @param entriesMax number of entries kept; at least 1 */
  constructor(private readonly entriesMax: number) {}

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

  /** Adds or replaces an entry; returns the one that had to leave for it. */
  set(key: K, value: V): V | undefined {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.entriesMax) return undefined
    const [oldest] = this.#entries
    this.#entries.delete(oldest![0])
    return oldest![1]
  }

  delete(key: K): boolean {
    return this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }
}
