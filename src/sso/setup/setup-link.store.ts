import type { Queryable } from '../../database/index.js'
import type { SetupLink } from './setup-link.js'

/** Where links are kept by which connections are set up. What changes one says `false` where it is good for nothing any more. */
export abstract class SetupLinkStore {
  /** @param tokenHash SHA-256 of what the link says */
  abstract add(tx: Queryable, link: SetupLink, tokenHash: Uint8Array): Promise<void>

  /** All that are kept, the latest first. */
  abstract list(limit: number): Promise<SetupLink[]>

  abstract find(id: string): Promise<SetupLink | undefined>

  abstract findByToken(tokenHash: Uint8Array): Promise<SetupLink | undefined>

  /** Binds a link to a browser, once. */
  abstract open(tx: Queryable, id: string, deviceId: Uint8Array, now: Date): Promise<boolean>

  /** Counts that something is saved. @param max how often that may be */
  abstract save(tx: Queryable, id: string, now: Date, max: number): Promise<boolean>

  abstract submit(tx: Queryable, id: string, now: Date): Promise<boolean>

  abstract revoke(tx: Queryable, id: string, now: Date): Promise<boolean>

  /** Removes up to `limit` that ended before a time; returns how many went. */
  abstract removeEnded(before: Date, limit: number): Promise<number>
}
