import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** Which browsers need no second factor for a while. */
export abstract class TrustedBrowserStore {
  abstract trust(deviceId: Uint8Array, did: Did, until: Date): Promise<void>

  abstract isTrusted(deviceId: Uint8Array, did: Did, now: Date): Promise<boolean>

  /** Trusts no browser of an account any more. */
  abstract removeOf(on: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` that are not trusted any more; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
