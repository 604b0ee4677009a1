import type { Account } from './account.js'

/** Where an account stands, in one word. */
export type AccountState =
  | 'active'
  | 'locked'
  | 'offboarding'
  | 'deactivated'
  | 'suspended'
  | 'takendown'
  | 'deleted'

/** What a state means, for everybody. */
export interface StateRules {
  /** Whether its owner may sign in; `limited`: with `allowTakendown`, to export, to appeal and to leave. */
  readonly signIn: 'yes' | 'limited' | 'no'
  /** Whether sessions that were open, with the password, by OAuth or with an app password, go on. */
  readonly sessions: 'go on' | 'end'
  readonly appPasswords: 'sign in' | 'refused'
  /** What others see of profile, records and blobs; the owner may export them all the same. */
  readonly publicReads: 'served' | 'refused'
  readonly writes: 'taken' | 'refused'
  /** `status` of the event `#account` that announces the state; `active` has none, and `none` is no event at all. */
  readonly event: 'active' | 'deactivated' | 'suspended' | 'takendown' | 'deleted' | 'none'
  /** Whether its owner gets codes by mail. */
  readonly mail: 'sent' | 'none'
}

/** What an operator's sanction does, whichever it is. */
const SANCTIONED = {
  signIn: 'limited',
  sessions: 'end',
  appPasswords: 'refused',
  publicReads: 'refused',
  writes: 'refused',
  mail: 'sent',
} as const

/** Every state and what it means. `docs/operator/account-states.md` is made of it, and test/http compares. */
export const ACCOUNT_STATES: Readonly<Record<AccountState, StateRules>> = {
  active: {
    signIn: 'yes',
    sessions: 'go on',
    appPasswords: 'sign in',
    publicReads: 'served',
    writes: 'taken',
    event: 'active',
    mail: 'sent',
  },
  // An organization's verb: its member is kept out, what is public stays public and nobody is told.
  locked: {
    signIn: 'no',
    sessions: 'end',
    appPasswords: 'refused',
    publicReads: 'served',
    writes: 'refused',
    event: 'none',
    mail: 'none',
  },
  // Somebody who has left the organization: what is theirs is theirs to take along, until it is deleted.
  offboarding: {
    signIn: 'limited',
    sessions: 'end',
    appPasswords: 'refused',
    publicReads: 'served',
    writes: 'refused',
    event: 'none',
    mail: 'sent',
  },
  // Uploads, imports and preferences are taken all the same: an account that moves here is in this state.
  deactivated: {
    signIn: 'yes',
    sessions: 'go on',
    appPasswords: 'sign in',
    publicReads: 'refused',
    writes: 'refused',
    event: 'deactivated',
    mail: 'sent',
  },
  suspended: { ...SANCTIONED, event: 'suspended' },
  takendown: { ...SANCTIONED, event: 'takendown' },
  deleted: {
    signIn: 'no',
    sessions: 'end',
    appPasswords: 'refused',
    publicReads: 'refused',
    writes: 'refused',
    event: 'deleted',
    mail: 'none',
  },
}

/** As much of an account as its state is made of. */
export type StateFacts = Pick<Account, 'status' | 'lockedAt' | 'offboardedAt'>

/**
 * The state of an account; one that is not hosted here is `deleted`. A lock shows over everything else, offboarding over
 * everything but a lock of another time.
 */
export function stateOf(account: StateFacts | undefined): AccountState {
  if (!account) return 'deleted'
  const { lockedAt, offboardedAt, status } = account
  if (isLeaving({ lockedAt, offboardedAt })) return 'offboarding'
  return lockedAt ? 'locked' : status
}

/** Whether an account is locked because its owner is to leave, and for nothing else. */
export function isLeaving({ lockedAt, offboardedAt }: Partial<StateFacts>): boolean {
  return lockedAt !== undefined && lockedAt.getTime() === offboardedAt?.getTime()
}

/** Whether the owner of an account may do no more than take along what is theirs, and say what is to be said. */
export function isLimited(account: StateFacts): boolean {
  return ACCOUNT_STATES[stateOf(account)].signIn === 'limited'
}
