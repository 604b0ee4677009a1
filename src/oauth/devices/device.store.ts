import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** An account that has signed in in a browser. */
export interface DeviceAccount {
  readonly did: Did
  readonly remembered: boolean
  readonly signedInAt: Date
}

/** Where browsers are kept, under digests of their cookies, and who is signed in in them. */
export abstract class DeviceStore {
  /** Notes that a browser was seen, for the first time or once more. */
  abstract see(deviceId: Uint8Array, userAgent: string | undefined, now: Date): Promise<void>

  abstract knows(deviceId: Uint8Array): Promise<boolean>

  abstract signIn(deviceId: Uint8Array, account: DeviceAccount): Promise<void>

  /** In the order in which they have signed in, the latest first. */
  abstract accounts(deviceId: Uint8Array): Promise<DeviceAccount[]>

  /** Signs an account out of all browsers. */
  abstract signOut(on: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` browsers that were not seen since a time, and all that is signed in in them. */
  abstract removeUnseen(since: Date, limit: number): Promise<number>
}
