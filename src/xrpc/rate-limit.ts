import type { Call, XrpcMethod } from './call.js'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** A number, or how to find it for one call. */
type PerCall<M extends XrpcMethod, T> = T | ((call: Call<M>) => T)

/**
 * Whose calls are counted together: those of one address (of IPv6: one /64), of one account, or of what the function
 * says.
 */
export type LimitKey<M extends XrpcMethod> = 'ip' | 'account' | ((call: Call<M>) => string)

/** How much of a method one client may use within a window of time. */
export interface RateLimit<M extends XrpcMethod = XrpcMethod> {
  /** methods that name the same bucket share its points; undefined: the method has a bucket of its own */
  readonly bucket: string | undefined
  readonly points: number
  readonly windowMs: number
  readonly key: LimitKey<M>
  /** points that a call takes */
  readonly cost: PerCall<M, number>
}

/** Points of a window, and what a call takes of them. */
export interface LimitOptions<M extends XrpcMethod> {
  /** @default 1 */
  cost?: PerCall<M, number>
  /** @default a bucket of the method's own */
  bucket?: string
}

/** At most `points` in `windowMs` for all calls of one key: an address, an account, or what a function says. */
export function limitBy<M extends XrpcMethod>(
  key: LimitKey<M>,
  points: number,
  windowMs: number,
  { cost = 1, bucket }: LimitOptions<M> = {},
): RateLimit<M> {
  return { bucket, points, windowMs, key, cost }
}

/** At most `points` in `windowMs` from one address. */
export function limitByIp<M extends XrpcMethod>(points: number, windowMs: number): RateLimit<M> {
  return limitBy<M>('ip', points, windowMs)
}

/** At most `points` in `windowMs` for one account; callers without one are counted by address. */
export function limitByAccount<M extends XrpcMethod>(points: number, windowMs: number): RateLimit<M> {
  return limitBy<M>('account', points, windowMs)
}

/** What every address may ask of all methods together. */
export const GLOBAL_LIMIT: RateLimit = {
  bucket: 'global-ip',
  points: 3_000,
  windowMs: 5 * MINUTE_MS,
  key: 'ip',
  cost: 1,
}

/**
 * Tokens of other services from one address: whoever signed them is looked up elsewhere, so that they are counted before
 * they are known to be good, unlike calls. Whoever stays within the limit of calls stays within this one.
 */
export const STRANGERS_LIMIT: RateLimit = { ...GLOBAL_LIMIT, bucket: 'service-tokens' }

/**
 * The limits that all writes of an account share.
 * @param cost points of a call; a create is three, an update two, a delete one
 */
export function repoWrites<M extends XrpcMethod>(cost: PerCall<M, number>): readonly RateLimit<M>[] {
  const shared = (points: number, windowMs: number): RateLimit<M> =>
    limitBy<M>('account', points, windowMs, { cost, bucket: 'repo-writes' })
  return [shared(5_000, HOUR_MS), shared(35_000, DAY_MS)]
}

/** A limit in words, for the route table: `30 per 5 min by ip`. */
export function describeLimit(limit: RateLimit): string {
  const key = typeof limit.key === 'string' ? limit.key : 'value'
  const cost = typeof limit.cost === 'number' ? String(limit.cost) : 'n'
  const taken = cost === '1' ? '' : `${cost} of `
  return `${taken}${limit.points} per ${describeWindow(limit.windowMs)} by ${key}${limit.bucket ? ` (${limit.bucket})` : ''}`
}

function describeWindow(ms: number): string {
  if (ms % DAY_MS === 0) return `${ms / DAY_MS} d`
  return ms % HOUR_MS === 0 ? `${ms / HOUR_MS} h` : `${ms / MINUTE_MS} min`
}
