/** Wakes whoever waits; rung while nobody waits, it is heard by the next one. */
export class Bell {
  #rung = false
  #ended = false
  #wake: (() => void) | undefined

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Rings for good. */
  end(): void {
    this.#ended = true
    this.ring()
  }

  get hasEnded(): boolean {
    return this.#ended
  }

  /** Waits for the bell; `false` if it was not rung within a time (ms). */
  async heard(withinMs: number): Promise<boolean> {
    if (!this.#rung && !this.#ended) await this.#wait(withinMs)
    const rung = this.#rung || this.#ended
    this.#rung = false
    return rung
  }

  async #wait(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = undefined
  }
}
