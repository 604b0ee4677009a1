/** When something becomes too much, and when it is bearable again. */
export interface Thresholds {
  /** too much from this value on */
  readonly enter: number
  /** bearable again from this value down; less than `enter`, so that the judgement does not flap */
  readonly leave: number
  /** values in a row that it takes to change the judgement */
  readonly inRow: number
}

/** Judges values that come one after the other, without changing its mind at every one of them. */
export class Hysteresis {
  #isHigh = false
  #against = 0

  constructor(private readonly thresholds: Thresholds) {}

  /** Whether it is too much at present. */
  get isHigh(): boolean {
    return this.#isHigh
  }

  /** Takes the next value; returns the judgement. */
  take(value: number): boolean {
    const { enter, leave, inRow } = this.thresholds
    const speaksAgainst = this.#isHigh ? value <= leave : value >= enter
    this.#against = speaksAgainst ? this.#against + 1 : 0
    if (this.#against < inRow) return this.#isHigh
    this.#against = 0
    return (this.#isHigh = !this.#isHigh)
  }
}
