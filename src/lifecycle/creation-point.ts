import { faultPoint } from '../telemetry/index.js'

/**
 * The moments of the creation of an account, and of taking one back, at which the process may end. At each of them
 * test/crash/saga.spec.ts kills it.
 */
export const CREATION_POINTS = [
  'sign-up accepted',
  'genesis made',
  'draft inserted',
  'draft reserved',
  'genesis on its way',
  'genesis taken',
  'founding begun',
  'account stored',
  'signing key stored',
  'repository stored',
  'draft finished',
  'session opened',
  'events appended',
  'founding committed',
  'account made',
] as const

/** Those of taking back, right after a failure or later by the recovery. */
export const UNDOING_POINTS = [
  'draft claimed',
  'draft given up',
  'identity about to be retired',
  'identity retired',
  'draft removed',
] as const

export type CreationPoint = (typeof CREATION_POINTS)[number] | (typeof UNDOING_POINTS)[number]

/** Tells that a moment has come. */
export function creationPoint(point: CreationPoint): void {
  faultPoint(point)
}
