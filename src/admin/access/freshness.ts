import { StepUpRequired } from '../admin.errors.js'
import type { Administrator } from './administrator.js'

/** So long ago may somebody have shown that it is them who wants to do what cannot be undone. */
export const FRESH_MS = 10 * 60 * 1000

/** @throws {StepUpRequired} if it is too long ago that somebody has shown that it is them */
export function assertFresh({ provedAtMs }: Pick<Administrator, 'provedAtMs'>, nowMs: number): void {
  if (provedAtMs !== undefined && nowMs - provedAtMs > FRESH_MS) throw new StepUpRequired()
}
