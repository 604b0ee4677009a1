import type { SpentLimit } from '../refusal.js'

/** Where a client stands with a limit. */
export interface LimitStanding {
  readonly points: number
  readonly windowMs: number
  readonly endsMs: number
  readonly remaining: number
}

/** The headers that tell a client where it stands. `RateLimit-Reset` is a time, in seconds since the epoch. */
export function limitHeaders({ points, windowMs, endsMs, remaining }: LimitStanding): Record<string, string> {
  return {
    'ratelimit-limit': String(points),
    'ratelimit-remaining': String(Math.max(0, remaining)),
    'ratelimit-reset': String(Math.ceil(endsMs / 1000)),
    'ratelimit-policy': `${points};w=${windowMs / 1000}`,
  }
}

/** The same for whoever may not go on, with `Retry-After` in seconds. */
export function spentLimitHeaders(limit: SpentLimit): Record<string, string> {
  return { ...limitHeaders({ ...limit, remaining: 0 }), 'retry-after': retryAfter(limit.leftMs) }
}

/** Seconds, at least one. */
export function retryAfter(leftMs: number): string {
  return String(Math.max(1, Math.ceil(leftMs / 1000)))
}
