import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { SecurityEvent, SecurityEventKind } from './security-event.js'

/** An event as it is stored. */
export interface StoredSecurityEvent {
  readonly did: Did
  readonly kind: SecurityEventKind
  readonly at: Date
  readonly ip: string | undefined
  readonly userAgent: string | undefined
  readonly deviceId: Uint8Array | undefined
  readonly details: object
}

/** What is known of a browser, or of what stands for one. */
export interface KnownDevice {
  /** whether the account has ever signed in, anywhere */
  readonly isAnyKnown: boolean
  /** when it has last signed in there */
  readonly lastAt: Date | undefined
}

/** Where events are kept. */
export abstract class SecurityEventStore {
  abstract add(on: Queryable, event: StoredSecurityEvent): Promise<void>

  /** Up to `limit` events of an account, the latest first. @param before id of the one that they come before */
  abstract list(
    did: Did,
    before: number | undefined,
    limit: number,
  ): Promise<(SecurityEvent & { id: number })[]>

  /** What is known of a browser from which an account signs in. */
  abstract knownDevice(did: Did, deviceId: Uint8Array): Promise<KnownDevice>

  abstract removeOf(on: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` that were noted before a time; returns how many went. */
  abstract removeOlder(than: Date, limit: number): Promise<number>

  /** How many there are from before a time. */
  abstract countOlder(than: Date): Promise<number>
}
