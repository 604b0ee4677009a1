const BAR_WIDTH = 30
/** Where there is no terminal, a line for each part of this size. */
const LINES_PER_WHOLE = 10

type Output = NodeJS.WritableStream & { isTTY?: boolean }

/** A bar on a terminal, plain lines elsewhere. */
export class Progress {
  #done = 0
  #shown = -1

  constructor(
    private readonly output: Output,
    private readonly of: { what: string; total: number; unit: string },
  ) {}

  /** Goes on by so many units. */
  add(units: number): void {
    this.#done += units
    const { total } = this.of
    const steps = this.output.isTTY ? BAR_WIDTH * 10 : LINES_PER_WHOLE
    // Of files whose size nobody knows, only the end is told.
    const step = total > 0 ? Math.floor((Math.min(this.#done, total) / total) * steps) : 0
    if (step === this.#shown || (total === 0 && !this.output.isTTY)) return
    this.#shown = step
    this.#show()
  }

  /** The last line. */
  end(): void {
    if (this.output.isTTY) {
      this.#show()
      this.output.write('\n')
    } else if (this.of.total === 0 || this.#done < this.of.total) this.#show()
  }

  #show(): void {
    const { what, total, unit } = this.of
    const count = total > 0 ? `${this.#done}/${total} ${unit}` : `${this.#done} ${unit}`
    if (!this.output.isTTY) return void this.output.write(`${what}: ${count}\n`)
    const filled = total > 0 ? Math.round((Math.min(this.#done, total) / total) * BAR_WIDTH) : 0
    this.output.write(`\r${what} [${'#'.repeat(filled).padEnd(BAR_WIDTH, '.')}] ${count}`)
  }
}
