import { createHash } from 'node:crypto'
import type { LimitTake } from '../rate-limits.js'

/** Addresses and DIDs, which stay readable. What is hashed has a sign in front that none of them has. */
const PLAIN = /^[\w.:%/-]{1,64}$/

/**
 * Takes of one name are counted together. Keys may be what callers have typed: names are short whatever that was, and have
 * no character that a store could not keep.
 */
export function windowName({ bucket, windowMs, key }: LimitTake): string {
  return `${bucket} ${windowMs} ${PLAIN.test(key) ? key : `#${digestOf(key)}`}`
}

function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
