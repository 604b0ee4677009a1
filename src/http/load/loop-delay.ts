import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** How often it is looked whether timers are late; each look costs next to nothing. */
const RESOLUTION_MS = 20
const NS_PER_MS = 1e6

/** How late the timers of this process are. */
@Injectable()
export class LoopDelay implements OnApplicationShutdown {
  readonly #delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })

  constructor() {
    this.#delays.enable()
  }

  /** Mean delay since this was asked last (ms); a single pause counts little, a process that is always late counts. */
  takeMs(): number {
    const { mean, count } = this.#delays
    this.#delays.reset()
    return count > 0 ? Math.max(0, mean / NS_PER_MS - RESOLUTION_MS) : 0
  }

  onApplicationShutdown(): void {
    this.#delays.disable()
  }
}
