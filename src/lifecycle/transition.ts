import { type Account, type AccountChange, isTakenDown, stateOf } from '../account/index.js'
import { AccountUnderSanction, LockedOut, SuspensionOver } from './lifecycle.errors.js'
import { offboardingEnd } from './offboarding-time.js'
import { type Actor, assertMayOrder, type StateCommand } from './state-command.js'

/** What a command makes of an account. */
export interface Transition {
  /** empty where the account is as it should be */
  readonly change: AccountChange
  /** the new status, or all there is to know: status, identity and repository */
  readonly announce: 'nothing' | 'status' | 'everything'
  readonly endsSessions: boolean
}

/** The facts of an account that commands look at and change. */
export type Standing = Pick<
  Account,
  | 'status'
  | 'deactivatedAt'
  | 'deleteAfter'
  | 'takedownRef'
  | 'suspendedUntil'
  | 'lockedAt'
  | 'offboardedAt'
  | 'offboardUntil'
>

const ENDS_SESSIONS: ReadonlySet<StateCommand['kind']> = new Set(['takeDown', 'suspend', 'lock', 'offboard'])

/**
 * What a command makes of an account; nothing is done yet. A command that was obeyed already changes nothing, so
 * that it may be given again. A sanction hides a deactivation but does not end it, and the other way round.
 * @throws {AccountUnderSanction | LockedOut} if the state forbids it
 * @throws {SuspensionOver} if a suspension is to end before it begins
 * @throws {Error} if the actor may not give such commands
 */
export function transition(account: Standing, command: StateCommand, actor: Actor, now: Date): Transition {
  assertMayOrder(actor, command.kind)
  // Whoever has to leave may put away what they take along.
  const isLeaving = stateOf(account) === 'offboarding' && command.kind === 'deactivate'
  if (account.lockedAt && actor === 'owner' && !isLeaving) throw new LockedOut()
  const change = changeOf(account, command, now)
  return {
    change,
    announce: announcementOf(account, command, change),
    // Given again it makes sure of it: a session may have been opened by another node meanwhile.
    endsSessions: ENDS_SESSIONS.has(command.kind),
  }
}

function changeOf(account: Standing, command: StateCommand, now: Date): AccountChange {
  switch (command.kind) {
    case 'activate':
      if (isTakenDown(account)) throw new AccountUnderSanction()
      return account.status === 'active' ? {} : { status: 'active', deactivatedAt: null, deleteAfter: null }
    case 'deactivate':
      return deactivation(account, command.deleteAfter, now)
    case 'takeDown':
      return sanction(account, 'takendown', { ref: command.ref, until: undefined }, now)
    case 'suspend':
      if (command.until && command.until <= now) throw new SuspensionOver()
      return sanction(account, 'suspended', command, now)
    case 'restore':
      if (!isTakenDown(account)) return {}
      return {
        ...{ status: account.deactivatedAt ? 'deactivated' : 'active', takedownRef: null },
        ...(account.suspendedUntil && { suspendedUntil: null }),
      }
    case 'lock':
      return stateOf(account) === 'locked' ? {} : { lockedAt: now }
    case 'unlock':
      return stateOf(account) === 'locked' ? { lockedAt: account.offboardedAt ?? null } : {}
    case 'offboard':
      return offboarding(account, command.days, now)
    case 'cancelOffboard':
      return endOfOffboarding(account)
    case 'announce':
      return {}
  }
}

function deactivation(account: Standing, deleteAfter: Date | undefined, now: Date): AccountChange {
  return {
    ...(!account.deactivatedAt && { deactivatedAt: now }),
    ...(deleteAfter?.getTime() !== account.deleteAfter?.getTime() && { deleteAfter: deleteAfter ?? null }),
    ...(account.status === 'active' && { status: 'deactivated' }),
  }
}

/** A lock that there was stays, and goes by itself: until then its owner gets nothing. */
function offboarding(account: Standing, days: number, now: Date): AccountChange {
  const until = offboardingEnd(account, days, now)
  if (account.offboardUntil?.getTime() === until.getTime()) return {}
  return {
    ...(!account.offboardedAt && { offboardedAt: now }),
    ...(!account.lockedAt && { lockedAt: now }),
    offboardUntil: until,
    offboardToldDays: null,
  }
}

function endOfOffboarding(account: Standing): AccountChange {
  if (!account.offboardedAt) return {}
  return {
    ...(stateOf(account) === 'offboarding' && { lockedAt: null }),
    offboardedAt: null,
    offboardUntil: null,
    offboardToldDays: null,
  }
}

/** Ordered again, it ends as was said the last time. */
function sanction(
  account: Standing,
  status: 'takendown' | 'suspended',
  { ref = account.takedownRef, until }: { ref?: string | undefined; until?: Date | undefined },
  now: Date,
): AccountChange {
  const takedownRef = ref ?? now.toISOString()
  return {
    ...(account.status !== status && { status }),
    ...(account.takedownRef !== takedownRef && { takedownRef }),
    ...(account.suspendedUntil?.getTime() !== until?.getTime() && { suspendedUntil: until ?? null }),
  }
}

/** Who activates an account that is active wants the network to look again; it is told all there is. */
function announcementOf(
  account: Standing,
  { kind }: StateCommand,
  { status }: AccountChange,
): Transition['announce'] {
  if (kind === 'activate') return 'everything'
  return kind === 'announce' || (status !== undefined && status !== account.status) ? 'status' : 'nothing'
}
