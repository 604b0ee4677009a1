/** Lets at most so many pieces of work run at the same time; the others wait in order. */
export class Slots {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  /** Whether somebody waits. */
  get isAwaited(): boolean {
    return this.#waiting.size > 0
  }

  /**
   * @param signal gives up the place in the queue; work that runs is not stopped by it
   * @throws the signal's reason
   */
  async use<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    if (this.#free > 0) this.#free--
    else await this.#turn(signal)
    try {
      return await work()
    } finally {
      // The slot passes on directly, so that nobody who comes later can take it from the one who waits.
      const [next] = this.#waiting
      if (next) next()
      else this.#free++
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(take)
        reject(signal!.reason as Error)
      }
      const take = (): void => {
        this.#waiting.delete(take)
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      this.#waiting.add(take)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }
}
