import { faultPoint } from '../../telemetry/index.js'

/**
 * The moments of onboarding at which the process may end, besides those of the creation of the account. At each of them
 * test/crash/saga.spec.ts kills it.
 */
export const JOINING_POINTS = [
  'registration opened',
  'registration claimed',
  'person linked',
  'account joined',
  'newcomer signed in',
] as const

export type JoiningPoint = (typeof JOINING_POINTS)[number]

/** Tells that a moment has come. */
export function joiningPoint(point: JoiningPoint): void {
  faultPoint(point)
}
