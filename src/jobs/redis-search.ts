/** How often Redis is looked for while it is away, so that it is found soon after it is back. */
const EVERY_MS = 1_000
/** Whoever has not looked for so long has found it. */
const FOUND_MS = 3 * EVERY_MS
/** An attempt that is due is made within this time, and fails at once where nobody listens. */
const GIVE_UP_MS = 2 * EVERY_MS

/** How connections of queues look for a Redis that is away, until nobody needs it any more. */
export class RedisSearch {
  #isOver = false
  #found: NodeJS.Timeout | undefined
  #isAway = false

  /** For ioredis: how long to wait before the next attempt (ms), or null to give up. */
  readonly next = (): number | null => {
    this.#isAway = true
    clearTimeout(this.#found)
    this.#found = setTimeout(() => (this.#isAway = false), FOUND_MS).unref()
    return this.#isOver ? null : EVERY_MS
  }

  /**
   * Has connections that look for Redis give up, and what waits for it fail. Before that, workers must not be closed: a
   * connection that is closed while it waits for its next attempt never makes it, and never ends.
   */
  async end(): Promise<void> {
    this.#isOver = true
    if (this.#isAway) await new Promise((resolve) => setTimeout(resolve, GIVE_UP_MS))
  }
}
