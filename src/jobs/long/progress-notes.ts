import type { Clock } from '../../telemetry/index.js'
import type { LongJobStore } from './long-job.store.js'

/** Progress is stored at most so often. */
const STORED_EVERY_MS = 500

/** Lines that a job may add to its log; what comes after them is not kept. */
const LINES_MAX = 1_000
const LINE_LENGTH_MAX = 1_000

/** What a run says of itself, stored without holding it up. */
export class ProgressNotes {
  #storedAtMs = 0
  #lines = 0
  #unstored: { done: number; total: number | undefined } | undefined
  #storing: Promise<void> = Promise.resolve()
  #failure: Error | undefined

  constructor(
    private readonly store: Pick<LongJobStore, 'progress' | 'addLine'>,
    private readonly clock: Clock,
    private readonly id: string,
  ) {}

  /** Notes how far the run is; it is stored now and then. What goes wrong with that is told by {@link flush}. */
  progress(done: number, total?: number): Promise<void> {
    this.#unstored = { done, total }
    if (this.clock.nowMs() - this.#storedAtMs >= STORED_EVERY_MS) this.#begin()
    return this.#storing
  }

  async note(text: string): Promise<void> {
    if (++this.#lines > LINES_MAX) return
    await this.store.addLine(this.id, new Date(this.clock.nowMs()), text.slice(0, LINE_LENGTH_MAX))
  }

  /** Stores what was not stored yet. @throws what kept it from being stored */
  async flush(): Promise<void> {
    this.#begin()
    await this.#storing
    if (this.#failure) throw this.#failure
  }

  #begin(): void {
    if (!this.#unstored) return
    const { done, total } = this.#unstored
    this.#unstored = undefined
    this.#storedAtMs = this.clock.nowMs()
    this.#storing = this.#storing
      .then(() => this.store.progress(this.id, done, total))
      .catch((error: Error) => void (this.#failure = error))
  }
}
