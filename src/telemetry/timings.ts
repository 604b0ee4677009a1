import { HeldSeries, type Sample } from './held-series.js'
import { Timing } from './timing.js'

/** Durations of requests and the like (s): from a look into a cache to what people give up on. */
export const SECONDS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
]

/** How something ended that was measured. */
export type Outcome<T> = { value: T } | { error: unknown }

/** In a word, where no more is of interest. */
export function okOrFailed(outcome: Outcome<unknown>): 'ok' | 'failed' {
  return 'value' in outcome ? 'ok' : 'failed'
}

/** Distributions by labels: a histogram of Prometheus. */
export class Timings extends HeldSeries<Timing> {
  override readonly type = 'histogram'
  readonly #bounds: readonly number[]

  /** @param bounds upper bounds of the ranges, rising */
  constructor(bounds: readonly number[], ...labelNames: readonly string[]) {
    super(...labelNames)
    this.#bounds = bounds
  }

  /**
   * Measures how long something takes that has just begun (s).
   * @param labels of its outcome; it may be of any number of kinds, as long as these are few
   */
  async measure<T>(work: Promise<T>, labels: (outcome: Outcome<T>) => readonly string[]): Promise<T> {
    const startedMs = performance.now()
    const end = (outcome: Outcome<T>): void =>
      this.of(...labels(outcome)).observe((performance.now() - startedMs) / 1000)
    try {
      const value = await work
      end({ value })
      return value
    } catch (error) {
      end({ error })
      throw error
    }
  }

  protected override make(): Timing {
    return new Timing(this.#bounds)
  }

  protected override print(name: string, labels: Record<string, string>, timing: Timing): Sample[] {
    let below = 0
    const ranges = timing.counts.map((count, i) => ({
      metricName: `${name}_bucket`,
      labels: { ...labels, le: timing.bounds[i] ?? '+Inf' },
      value: (below += count),
    }))
    return [
      ...ranges,
      { metricName: `${name}_sum`, labels, value: timing.sum },
      { metricName: `${name}_count`, labels, value: below },
    ]
  }
}
