/** Lets at most so many pieces of work run at the same time; the others wait in order. */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The slot passes on directly, so that nobody who comes later can take it from the one who waits.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
