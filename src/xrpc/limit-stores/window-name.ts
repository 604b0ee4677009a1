import type { LimitTake } from '../rate-limits.js'

/** Takes of one name are counted together. */
export function windowName({ bucket, windowMs, key }: LimitTake): string {
  return `${bucket} ${windowMs} ${key}`
}
