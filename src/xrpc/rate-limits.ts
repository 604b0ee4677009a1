/** What one call takes from one window. */
export interface LimitTake {
  /** what is counted: windows of one bucket, key and length are the same window */
  readonly bucket: string
  /** whose calls are counted */
  readonly key: string
  /** points the window has */
  readonly points: number
  readonly windowMs: number
  /** points this call takes */
  readonly cost: number
}

/** Where a window stands after a call took its points. */
export interface LimitState {
  /** points taken since the window began; more than there are when the call came too late */
  readonly taken: number
  /** when it ends (milliseconds since the epoch) */
  readonly endsMs: number
}

/**
 * Counts calls in windows of time. A window begins with its first call and ends `windowMs` later. Implementations may
 * keep the counts in this process or in a store that several nodes share.
 */
export abstract class RateLimits {
  /** Takes points from all windows, also from those that have none left. @returns a state per take, in their order */
  abstract take(takes: readonly LimitTake[]): readonly LimitState[] | Promise<readonly LimitState[]>
}
