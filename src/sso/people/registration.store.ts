import type { Queryable } from '../../database/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'

/** How far somebody is on the way to an account. */
export type RegistrationStatus = 'open' | 'making' | 'awaiting' | 'approved' | 'denied'

/** Somebody who is to get an account. */
export interface Registration {
  readonly id: string
  readonly connectionId: string
  readonly subject: string
  readonly claims: VerifiedClaims
  readonly status: RegistrationStatus
  /** that is kept for them, or that they have asked for */
  readonly handle: string | undefined
  /** until when nobody else gets the handle; of `making`: until when nobody else makes the account */
  readonly handleUntil: Date | undefined
  readonly termsVersion: string | undefined
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Who of a connection. */
export type PersonKey = Pick<Registration, 'connectionId' | 'subject'>

/** Where it is kept who is to get an account: one row for a person, whatever browsers they come with. */
export abstract class RegistrationStore {
  abstract find(person: PersonKey): Promise<Registration | undefined>

  abstract byId(id: string): Promise<Registration | undefined>

  /**
   * Keeps a registration in the place of what there was of the person.
   * @returns `false` if its handle is kept for somebody else
   */
  abstract put(registration: Registration, now: Date): Promise<boolean>

  /**
   * Makes sure that nobody else makes the account of a person until a time.
   * @returns the status that the registration had, to be given back; undefined if somebody else does
   */
  abstract claim(person: PersonKey, now: Date, until: Date): Promise<RegistrationStatus | undefined>

  /** Gives a claim back. */
  abstract release(person: PersonKey, status: RegistrationStatus): Promise<void>

  abstract remove(tx: Queryable, person: PersonKey): Promise<void>

  /** Whether a handle is kept for somebody else. */
  abstract isKept(handle: string, except: PersonKey, now: Date): Promise<boolean>

  /** Those who wait for an administrator, the oldest first. */
  abstract awaiting(limit: number): Promise<Registration[]>

  /** How many wait for an administrator. */
  abstract countAwaiting(): Promise<number>

  /** Decides about somebody who waits; `false` if nobody of this id does. */
  abstract decide(tx: Queryable, id: string, status: 'approved' | 'denied', expiresAt: Date): Promise<boolean>

  /** Removes up to `limit` that have expired; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
