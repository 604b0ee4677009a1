/** A number that only goes up. Who counts holds it: adding to it is an addition and nothing else. */
export class Tally {
  #total = 0

  /** @param by 0 or more */
  add(by = 1): void {
    this.#total += by
  }

  get total(): number {
    return this.#total
  }
}
