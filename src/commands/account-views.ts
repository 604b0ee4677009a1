import { type Account, type OpenSession, stateOf } from '../account/index.js'
import type { FoundAccount } from '../admin/index.js'
import type { HistoryEntry } from '../lifecycle/index.js'
import { columns, facts } from './table-text.js'

/** An account as commands give it to machines. */
export function accountView(account: Account) {
  const { did, handle, email, status, takedownRef, invitesDisabled, emailAuthFactor } = account
  return {
    ...{ did, handle, email, state: stateOf(account), status },
    createdAt: account.createdAt,
    emailConfirmedAt: account.emailConfirmedAt,
    ...{ takedownRef, suspendedUntil: account.suspendedUntil },
    ...{ deactivatedAt: account.deactivatedAt, deleteAfter: account.deleteAfter },
    ...{ lockedAt: account.lockedAt, invitesDisabled, emailAuthFactor },
  }
}

/** Of a time in ISO 8601. */
const DAY_LENGTH = 10

/** A page of accounts, a line each. @param next what the next page comes after */
export function describeAccounts(accounts: readonly FoundAccount[], next: string | undefined): string {
  const rows = accounts.map((account) => [
    account.did,
    account.handle ?? '-',
    account.state,
    account.createdAt.slice(0, DAY_LENGTH),
    account.lastSeenAt?.slice(0, DAY_LENGTH) ?? '-',
    account.email ?? '-',
  ])
  if (rows.length === 0) return 'No account was found.\n'
  return columns(rows) + (next === undefined ? '' : `More: --after ${next}\n`)
}

/** All of an account, with what was done to it. */
export function describeAccount(account: Account, history: readonly HistoryEntry[]): string {
  const { email, emailConfirmedAt } = account
  const confirmed = emailConfirmedAt ? `confirmed ${emailConfirmedAt.toISOString()}` : 'not confirmed'
  const text = facts([
    ['account', account.did],
    ['handle', account.handle ?? 'none'],
    ['e-mail', email === undefined ? 'none' : `${email}, ${confirmed}`],
    ['state', stateOf(account)],
    ['made', account.createdAt.toISOString()],
    ['sanction', account.takedownRef],
    ['suspended until', account.suspendedUntil?.toISOString()],
    ['deactivated', account.deactivatedAt?.toISOString()],
    ['to be deleted', account.deleteAfter?.toISOString()],
    ['locked', account.lockedAt?.toISOString()],
    ['code by mail to sign in', account.emailAuthFactor ? 'yes' : undefined],
    ['may earn invite codes', account.invitesDisabled ? 'no' : undefined],
  ])
  const entries = history.map(({ at, command, actor, formerState, state, reason = '' }) => [
    at.toISOString(),
    command,
    formerState === state ? state : `${formerState} → ${state}`,
    reason === '' ? actor : `${actor}: ${reason}`,
  ])
  return entries.length > 0 ? `${text}\n${columns(entries)}` : text
}

/** Open sessions, a line each. */
export function describeSessions(sessions: readonly OpenSession[]): string {
  if (sessions.length === 0) return 'No session is open.\n'
  return columns(
    sessions.map(({ kind, name = '', openedAt, usedAt, expiresAt }) => [
      kind,
      name,
      `opened ${openedAt.toISOString()}`,
      `used ${usedAt.toISOString()}`,
      `until ${expiresAt.toISOString()}`,
    ]),
  )
}
