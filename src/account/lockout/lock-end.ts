/** How locks grow. */
export interface Ladder {
  readonly firstLockMs: number
  readonly lockMaxMs: number
}

/**
 * When the next sign-in may be tried after a run of failures: at once, as long as there are fewer than allowed; then
 * after a first lock, which each further failure doubles.
 * @returns milliseconds since the epoch; 0 for at once
 */
export function lockEnd(
  { failures, lastFailedAt }: { readonly failures: number; readonly lastFailedAt: Date },
  failuresMax: number,
  { firstLockMs, lockMaxMs }: Ladder,
): number {
  if (failures < failuresMax) return 0
  return lastFailedAt.getTime() + Math.min(lockMaxMs, firstLockMs * 2 ** (failures - failuresMax))
}
