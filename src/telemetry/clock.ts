/** The time, as a dependency. */
export abstract class Clock {
  /** Milliseconds since the epoch. */
  abstract nowMs(): number

  /** RFC 3339 in UTC with milliseconds: `2025-01-31T12:00:00.000Z`. */
  nowIso(): string {
    return new Date(this.nowMs()).toISOString()
  }

  /** Whole microseconds since the epoch. */
  nowMicros(): number {
    return Math.floor(this.nowMs() * 1000)
  }
}
