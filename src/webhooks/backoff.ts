const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Waits between attempts; the last one is repeated. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
]

/** After so long a delivery is given up. */
export const TRIED_MAX_MS = 72 * HOUR_MS

/** A webhook that has failed so often in a row is left alone for a while, so that others do not wait for it. */
const FAILURES_BEFORE_PAUSE = 5
const PAUSE_MAX_MS = HOUR_MS

/** Share of a wait by which it may be longer, so that not all of them end at one time. */
const JITTER = 0.1

/**
 * When a delivery is tried again (ms since the epoch); undefined if it is given up.
 * @param attempts made so far
 * @param share from 0 to 1, another one for each delivery
 */
export function nextAttemptMs(
  attempts: number,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
  share: number,
): number | undefined {
  const waitMs = WAITS_MS[Math.min(attempts, WAITS_MS.length) - 1]!
  const nextMs = nowMs + Math.round(waitMs * (1 + JITTER * share))
  const lastMs = sinceMs + TRIED_MAX_MS
  if (nowMs >= lastMs) return undefined
  return Math.min(nextMs, lastMs)
}

/** How long nothing is sent to a webhook that has failed so often in a row (ms). */
export function pauseMs(failures: number): number {
  const excess = failures - FAILURES_BEFORE_PAUSE
  if (excess < 0) return 0
  return Math.min(WAITS_MS[Math.min(excess, WAITS_MS.length - 1)]!, PAUSE_MAX_MS)
}
