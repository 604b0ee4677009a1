import type { Account } from '../account/index.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Whoever leaves is told of the end at least this long before; with less time, they may hear of it too late. */
export const OFFBOARD_NOTICE_DAYS = 7

/** When the account of somebody who leaves is deleted. @param days from the first time that it is ordered */
export function offboardingEnd(
  { offboardedAt }: Pick<Account, 'offboardedAt'>,
  days: number,
  now: Date,
): Date {
  return new Date((offboardedAt ?? now).getTime() + days * DAY_MS)
}

/**
 * Whether to offboard an account now is to delete it in all but name: it ends in less than a week, and sooner than it
 * would have ended anyway.
 */
export function isHasty(
  account: Pick<Account, 'offboardedAt' | 'offboardUntil'>,
  days: number,
  now: Date,
): boolean {
  const end = offboardingEnd(account, days, now)
  if (account.offboardUntil && end >= account.offboardUntil) return false
  return end.getTime() - now.getTime() < OFFBOARD_NOTICE_DAYS * DAY_MS
}
