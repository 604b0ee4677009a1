import type { Handover } from './handover.js'
import { ReaderTooSlow } from './reader-too-slow.js'

/** How often it is looked whether somebody waits. */
const LOOK_EVERY_MS = 1_000
/** Readers have so long to get going. */
const GRACE_MS = 10_000

/**
 * Ends exports of slow readers while others wait for their places: a few that take a little now and then would keep everybody
 * else from getting anything. Where nobody waits, each may take its time.
 */
export class PaceGuard {
  readonly #running = new Map<Handover, number>()
  #timer: NodeJS.Timeout | undefined

  /**
   * @param paceMin what a reader has to take, on the average (bytes/s)
   * @param isAwaited whether somebody waits
   * @param nowMs the time
   */
  constructor(
    private readonly paceMin: number,
    private readonly isAwaited: () => boolean,
    private readonly nowMs: () => number,
  ) {}

  /** Runs an export. */
  async watch<T>(handover: Handover, work: () => Promise<T>): Promise<T> {
    this.#running.set(handover, this.nowMs())
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref()
    try {
      return await work()
    } finally {
      this.#running.delete(handover)
      if (this.#running.size === 0) {
        clearInterval(this.#timer)
        this.#timer = undefined
      }
    }
  }

  /** One at a time, the slowest: for whoever waits first. */
  #look(): void {
    if (!this.isAwaited()) return
    const now = this.nowMs()
    const paces = [...this.#running]
      .filter(([handover, sinceMs]) => handover.isBehind && now - sinceMs >= GRACE_MS)
      .map(([handover, sinceMs]) => ({ handover, pace: (handover.takenBytes * 1_000) / (now - sinceMs) }))
      .filter(({ pace }) => pace < this.paceMin)
      .sort((one, other) => one.pace - other.pace)
    paces[0]?.handover.destroy(new ReaderTooSlow())
  }
}
