// A closed loop: a number of operations, so many at a time, and how long each took.

/** Longest time for one measurement, in s. Slow servers get through fewer operations. */
const SECONDS_MAX = 60
/** Messages of failures that are kept. */
const FAILURES_KEPT = 3

/**
 * Calls `operation(i)` for `count` numbers from `first` on, `concurrency` at a time. One that throws is a failure, and
 * counts for nothing else.
 * @returns {Promise<{ done: number, seconds: number, latencies: number[], failures: number, messages: string[] }>}
 * latencies in ms
 */
export async function load({ first = 0, count, concurrency = 1, operation }) {
  const outcome = { done: 0, seconds: 0, latencies: [], failures: 0, messages: [] }
  const end = first + count
  const began = performance.now()
  let next = first
  const worker = async () => {
    while (next < end && performance.now() - began < SECONDS_MAX * 1000) {
      const at = performance.now()
      try {
        await operation(next++)
        outcome.latencies.push(performance.now() - at)
      } catch (error) {
        outcome.failures++
        if (outcome.messages.length < FAILURES_KEPT) outcome.messages.push(String(error?.message ?? error))
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  outcome.done = outcome.latencies.length
  outcome.seconds = (performance.now() - began) / 1000
  return outcome
}

/** The value below which `share` of the values lie; undefined if there are none. */
export function quantile(values, share) {
  const sorted = values.toSorted ? values.toSorted((a, b) => a - b) : [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

export const median = (values) => quantile(values, 0.5)
