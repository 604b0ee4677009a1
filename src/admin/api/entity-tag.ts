import { createHash } from 'node:crypto'
import { PreconditionFailed } from '../admin.errors.js'

/** A tag of something as it is shown: another one when anything of it has changed. */
export function entityTag(view: object): string {
  return `"${createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 22)}"`
}

/**
 * Compares what somebody has seen, by the header `If-Match`, with what is there.
 * @throws {PreconditionFailed}
 */
export function assertMatches(ifMatch: string | undefined, view: object): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const tags = ifMatch.split(',').map((tag) => tag.trim())
  if (!tags.includes(entityTag(view))) throw new PreconditionFailed()
}
