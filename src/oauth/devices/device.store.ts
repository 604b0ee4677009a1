import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { SignInProof } from './sign-in-proof.js'

/** An account that has signed in in a browser. */
export interface DeviceAccount {
  readonly did: Did
  readonly remembered: boolean
  readonly signedInAt: Date
  /** when they have shown who they are: elsewhere that may be long before */
  readonly provedAt: Date
  readonly provedBy: SignInProof
}

/** What a browser says of itself, and where it is. */
export interface DeviceTraits {
  readonly userAgent: string | undefined
  readonly ip: string | undefined
}

/** A browser in which an account is signed in. */
export interface SignedInDevice extends DeviceTraits {
  readonly id: Uint8Array
  readonly remembered: boolean
  readonly signedInAt: Date
  readonly seenAt: Date
}

/** Where browsers are kept, under digests of their cookies, and who is signed in in them. */
export abstract class DeviceStore {
  /** Notes that a browser was seen, for the first time or once more. */
  abstract see(deviceId: Uint8Array, traits: DeviceTraits, now: Date): Promise<void>

  abstract knows(deviceId: Uint8Array): Promise<boolean>

  /** Signs an account in in a browser that is known. @param ip where that browser is */
  abstract signIn(deviceId: Uint8Array, account: DeviceAccount, ip: string): Promise<void>

  /** In the order in which they have signed in, the latest first. */
  abstract accounts(deviceId: Uint8Array): Promise<DeviceAccount[]>

  /** The browsers in which an account is signed in, the one that was seen last first. */
  abstract devicesOf(did: Did): Promise<SignedInDevice[]>

  /** Signs an account out of one browser, or out of all but one. @returns whether it was signed in there */
  abstract leave(did: Did, deviceId: Uint8Array, others: 'stay' | 'leave'): Promise<boolean>

  /** Signs an account out of all browsers. */
  abstract signOut(on: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` browsers that were not seen since a time, and all that is signed in in them. */
  abstract removeUnseen(since: Date, limit: number): Promise<number>
}
