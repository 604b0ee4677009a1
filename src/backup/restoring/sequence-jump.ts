const MS_PER_S = 1_000

/** Beyond what the clock says: two machines do not have the same time. */
const CLOCK_DIFFERENCE_MS = 10 * 60 * 1_000

/** What is known of how far the numbers of events had come. */
export interface KnownNumbers {
  /** the last one in the backup */
  readonly lastSeq: number
  readonly madeAtMs: number
  readonly nowMs: number
  /** the last ones that relays have taken, and what the operator says */
  readonly seen: readonly number[]
  /** more events in a second than the server can ever have sent */
  readonly eventsPerSecond: number
}

/**
 * The number after which a restored server goes on: beyond every one that it can have given since the backup, so that
 * whoever has seen any of those takes the next ones for new.
 */
export function nextNumber({ lastSeq, madeAtMs, nowMs, seen, eventsPerSecond }: KnownNumbers): number {
  const elapsedMs = Math.max(0, nowMs - madeAtMs) + CLOCK_DIFFERENCE_MS
  const room = Math.ceil((elapsedMs / MS_PER_S) * eventsPerSecond)
  return Math.max(lastSeq, ...seen) + room
}
