import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import { type LimitState, type LimitTake, RateLimits } from '../rate-limits.js'
import { windowName } from './window-name.js'

/** Windows kept at most; a few hundred bytes each. */
const WINDOWS_MAX = 200_000
const SWEEP_EVERY_MS = 60_000

interface Window {
  taken: number
  endsMs: number
}

/** Counts in the memory of this process. */
@Injectable()
export class MemoryRateLimits extends RateLimits {
  readonly #windows = new Map<string, Window>()
  #sweptMs = 0

  constructor(private readonly clock: Clock) {
    super()
  }

  override take(takes: readonly LimitTake[]): readonly LimitState[] {
    const nowMs = this.clock.nowMs()
    this.#sweep(nowMs)
    return takes.map((take) => {
      const window = this.#window(take, nowMs)
      window.taken += take.cost
      return { taken: window.taken, endsMs: window.endsMs }
    })
  }

  /** Windows in memory, for tests and metrics. */
  get size(): number {
    return this.#windows.size
  }

  #window(take: LimitTake, nowMs: number): Window {
    const name = windowName(take)
    const present = this.#windows.get(name)
    if (present && present.endsMs > nowMs) return present
    // Deleted first, so that the order of the map is that of the beginnings.
    this.#windows.delete(name)
    if (this.#windows.size >= WINDOWS_MAX) this.#windows.delete(this.#windows.keys().next().value!)
    const window = { taken: 0, endsMs: nowMs + take.windowMs }
    this.#windows.set(name, window)
    return window
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptMs < SWEEP_EVERY_MS) return
    this.#sweptMs = nowMs
    for (const [name, { endsMs }] of this.#windows) if (endsMs <= nowMs) this.#windows.delete(name)
  }
}
