/**
 * A map that forgets what was not used for longest once it holds more than `entriesMax` entries.
 */
export class BoundedCache<K, V> {
  readonly #entries = new Map<K, V>()

  /** @param entriesMax number of entries kept; at least 1 */
  constructor(private readonly entriesMax: number) {}

  /** Entries held at present. */
  get size(): number {
    return this.#entries.size
  }

  /** The entry, which becomes the most recently used one. */
  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
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
