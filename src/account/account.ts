import type { Did } from '@guildhall/syntax'
import type { MailLanguage } from '../mail/index.js'

/** What may become of an account. Only `active` ones are public. */
export type AccountStatus = 'active' | 'deactivated' | 'suspended' | 'takendown' | 'deleted'

/** An account hosted here, without its secrets. */
export interface Account {
  readonly did: Did
  /** Lower case; absent when it had to be given up. */
  readonly handle: string | undefined
  /** Lower case. */
  readonly email: string | undefined
  readonly emailConfirmedAt: Date | undefined
  readonly createdAt: Date
  readonly status: AccountStatus
  readonly takedownRef: string | undefined
  /** When a suspension ends by itself, if it does. */
  readonly suspendedUntil: Date | undefined
  readonly deactivatedAt: Date | undefined
  readonly deleteAfter: Date | undefined
  /** Since when its owner is locked out, if so. */
  readonly lockedAt: Date | undefined
  /** Since when its owner is to leave, if so; until then it is locked as well, by an equal `lockedAt`. */
  readonly offboardedAt: Date | undefined
  /** When it is deleted for that. */
  readonly offboardUntil: Date | undefined
  readonly invitesDisabled: boolean
  /** Whether signing in with the password takes a code sent by mail as well. */
  readonly emailAuthFactor: boolean
  /** That in which its owner was met when signing up, if letters have it. */
  readonly language: MailLanguage | undefined
}

/** What a new account begins with. */
export interface NewAccount {
  readonly did: Did
  readonly handle: string
  readonly email: string | undefined
  readonly passwordHash: string | undefined
  readonly status: 'active' | 'deactivated'
  readonly language?: MailLanguage | undefined
}

/** A change of an account; what is absent stays, `null` takes away. */
export interface AccountChange {
  readonly handle?: string | null
  readonly email?: string | null
  readonly emailConfirmedAt?: Date | null
  readonly passwordHash?: string | null
  readonly status?: AccountStatus
  readonly takedownRef?: string | null
  readonly suspendedUntil?: Date | null
  readonly deactivatedAt?: Date | null
  readonly deleteAfter?: Date | null
  readonly lockedAt?: Date | null
  readonly offboardedAt?: Date | null
  readonly offboardUntil?: Date | null
  /** how many days before the end its owner was last told of it */
  readonly offboardToldDays?: number | null
  readonly invitesDisabled?: boolean
  readonly emailAuthFactor?: boolean
  readonly language?: MailLanguage | null
}

/** The handle shown for an account that has none. */
export const INVALID_HANDLE = 'handle.invalid'

/** Whether an account was taken out of service by the operator, not by its owner. */
export function isTakenDown(account: Pick<Account, 'status'>): boolean {
  return account.status === 'takendown' || account.status === 'suspended'
}

/** `active` and `status` of an account as the protocol's methods report them. */
export function publicStatus(account: Pick<Account, 'status'>): { active: boolean; status?: string } {
  return account.status === 'active' ? { active: true } : { active: false, status: account.status }
}
