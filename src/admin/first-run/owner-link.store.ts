import type { Queryable } from '../../database/index.js'

/** Where links are kept that make the first Owner: digests of them. */
export abstract class OwnerLinkStore {
  /** Adds a link; those that have expired go. */
  abstract add(digest: Uint8Array, times: { now: Date; expiresAt: Date }): Promise<void>

  /** Whether there is such a link at a time. */
  abstract knows(digest: Uint8Array, now: Date): Promise<boolean>

  /** Uses a link up, and all others with it; `false` if there is none at that time. */
  abstract use(tx: Queryable, digest: Uint8Array, now: Date): Promise<boolean>
}
