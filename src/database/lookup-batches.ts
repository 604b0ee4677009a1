/** Lookups that travel in one statement at most. */
const BATCH_MAX = 64

/** Statements under way at a time: while one is read, the next one is answered. */
const UNDER_WAY_MAX = 2

interface Lookup<K, V> {
  key: K
  resolve: (value: V | undefined) => void
  reject: (error: unknown) => void
}

/**
 * Gathers lookups by key that come while others are under way, and sends them as one statement. A lookup that comes
 * alone goes at once; under load a round trip and its wake-ups are shared by all who wait.
 */
export class LookupBatches<K, V> {
  #waiting: Lookup<K, V>[] = []
  #underWay = 0

  /** @param find gives a value for each key, in the order of the keys; undefined for what is not there */
  constructor(private readonly find: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>) {}

  /** The value of a key, as it is when this is called or later. */
  load(key: K): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      if (this.#underWay < UNDER_WAY_MAX) void this.#send()
    })
  }

  async #send(): Promise<void> {
    this.#underWay++
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_MAX)
      try {
        const values = await this.find(batch.map(({ key }) => key))
        batch.forEach(({ resolve }, i) => resolve(values[i]))
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#underWay--
  }
}
