import { SECONDS } from '../../telemetry/index.js'

/** All methods together. */
export const ALL_METHODS = '*'

/** How often a method was called, and how long that took. */
export interface MethodCalls {
  /** by the ranges of `SECONDS`; the last one is of those that took longer */
  readonly counts: readonly number[]
  readonly clientErrors: number
  readonly serverErrors: number
}

export const NO_CALLS: MethodCalls = { counts: [], clientErrors: 0, serverErrors: 0 }

export function addCalls(one: MethodCalls, other: MethodCalls): MethodCalls {
  return combined(one, other, (a, b) => a + b)
}

/** What came after: a counter that is lower than it was has begun anew. */
export function callsSince(now: MethodCalls, before: MethodCalls): MethodCalls {
  return combined(now, before, (a, b) => (a < b ? a : a - b))
}

export function callCount({ counts }: Pick<MethodCalls, 'counts'>): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

/**
 * The time that a share of the calls did not take longer than, in seconds: by the range that it falls into, as
 * Prometheus does it. Undefined where there were no calls.
 * @param share from 0 to 1
 */
export function quantileOf(counts: readonly number[], share: number): number | undefined {
  const wanted = share * callCount({ counts })
  if (wanted === 0) return undefined
  let below = 0
  for (const [i, count] of counts.entries()) {
    const bound = SECONDS[i]
    // Of what took longer than all ranges it is known only that it did.
    if (bound === undefined) break
    if (below + count >= wanted) {
      const from = SECONDS[i - 1] ?? 0
      return from + ((wanted - below) / count) * (bound - from)
    }
    below += count
  }
  return SECONDS.at(-1)
}

function combined(
  one: MethodCalls,
  other: MethodCalls,
  combine: (one: number, other: number) => number,
): MethodCalls {
  const length = Math.max(one.counts.length, other.counts.length)
  return {
    counts: Array.from({ length }, (_none, i) => combine(one.counts[i] ?? 0, other.counts[i] ?? 0)),
    clientErrors: combine(one.clientErrors, other.clientErrors),
    serverErrors: combine(one.serverErrors, other.serverErrors),
  }
}
