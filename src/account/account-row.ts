import type { Did } from '@guildhall/syntax'
import { mailLanguageIn } from '../mail/index.js'
import type { Account, AccountStatus } from './account.js'

/** The columns of an account, without its password. */
export const ACCOUNT_COLUMNS = `did, handle, email, email_confirmed_at, created_at, status, takedown_ref,
  suspended_until, deactivated_at, delete_after, locked_at, offboarded_at, offboard_until, invites_disabled, email_auth_factor, language`

/** An account in the table `account`. */
export interface AccountRow {
  did: Did
  handle: string | null
  email: string | null
  email_confirmed_at: Date | null
  created_at: Date
  status: AccountStatus
  takedown_ref: string | null
  suspended_until: Date | null
  deactivated_at: Date | null
  delete_after: Date | null
  locked_at: Date | null
  offboarded_at: Date | null
  offboard_until: Date | null
  invites_disabled: boolean
  email_auth_factor: boolean
  language: string | null
  password_hash?: string | null
}

/** A row as the account that it is. */
export function toAccount(row: AccountRow): Account {
  return {
    did: row.did,
    handle: row.handle ?? undefined,
    email: row.email ?? undefined,
    emailConfirmedAt: row.email_confirmed_at ?? undefined,
    createdAt: row.created_at,
    status: row.status,
    takedownRef: row.takedown_ref ?? undefined,
    suspendedUntil: row.suspended_until ?? undefined,
    deactivatedAt: row.deactivated_at ?? undefined,
    deleteAfter: row.delete_after ?? undefined,
    lockedAt: row.locked_at ?? undefined,
    offboardedAt: row.offboarded_at ?? undefined,
    offboardUntil: row.offboard_until ?? undefined,
    invitesDisabled: row.invites_disabled,
    emailAuthFactor: row.email_auth_factor,
    language: mailLanguageIn(row.language ?? undefined),
  }
}
