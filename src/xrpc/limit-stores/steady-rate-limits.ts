import type { Clock, Log } from '../../telemetry/index.js'
import { type LimitState, type LimitTake, RateLimits } from '../rate-limits.js'

/** A store that has failed is left alone for this long: nobody shall wait for it with every call. */
const REST_MS = 5_000

/**
 * Counts in a store that several nodes share, and in the memory of this node while that is away: limits are wider then, as
 * each node counts for itself, but they hold.
 */
export class SteadyRateLimits extends RateLimits {
  #awayUntilMs = 0
  #isAway = false

  constructor(
    private readonly shared: RateLimits,
    private readonly memory: RateLimits,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  /** Whether counts are kept by this node alone at the moment. */
  get isAway(): boolean {
    return this.#isAway
  }

  override async take(takes: readonly LimitTake[]): Promise<readonly LimitState[]> {
    if (this.clock.nowMs() < this.#awayUntilMs) return this.memory.take(takes)
    // Whoever comes while this call tries does not wait for it as well.
    if (this.#isAway) this.#awayUntilMs = this.clock.nowMs() + REST_MS
    try {
      const states = await this.shared.take(takes)
      this.#isBack()
      return states
    } catch (error) {
      this.#fails(error)
      return this.memory.take(takes)
    }
  }

  #fails(error: unknown): void {
    this.#awayUntilMs = this.clock.nowMs() + REST_MS
    if (this.#isAway) return
    this.#isAway = true
    this.log.warn({ err: error }, 'rate limits cannot be shared: this node counts for itself')
  }

  #isBack(): void {
    if (!this.#isAway) return
    this.#isAway = false
    this.#awayUntilMs = 0
    this.log.info({}, 'rate limits are shared again')
  }
}
