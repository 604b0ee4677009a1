/** How many of the observed values fell below which bound. Who measures holds it; observing costs no look-up. */
export class Timing {
  /** by bound; the last one is of values above all bounds */
  readonly counts: number[]
  #sum = 0

  /** @param bounds upper bounds of the ranges, rising */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Array<number>(bounds.length + 1).fill(0)
  }

  /** @param value in the unit of the bounds: seconds, where it is a duration */
  observe(value: number): void {
    let range = 0
    while (range < this.bounds.length && value > this.bounds[range]!) range++
    this.counts[range]!++
    this.#sum += value
  }

  /** Observes the time from now until the returned function is called, in seconds. */
  start(): () => void {
    const startedMs = performance.now()
    return () => this.observe((performance.now() - startedMs) / 1000)
  }

  /** Sum of all that was observed. */
  get sum(): number {
    return this.#sum
  }
}
