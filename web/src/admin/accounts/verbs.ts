import { api, type Once } from '../api/client'
import type { components } from '../api/generated/schema'
import type { Permission } from '../api/me'

export type Account = components['schemas']['Account']

/** Ways to help a member by mail, and what whoever does it must be allowed to. */
export const HELP = ['reset', 'welcome', 'recover', 'verify', 'letter'] as const
export type Help = (typeof HELP)[number]
export const HELP_PERMISSIONS: Readonly<Record<Help, Permission>> = {
  reset: 'accounts.recover',
  welcome: 'accounts.recover',
  recover: 'accounts.recover',
  verify: 'accounts.recover',
  letter: 'accounts.write',
}

/** What an order says besides what it does. */
export interface Order {
  readonly reason: string
  /** names the case */
  readonly ref?: string
  /** until the account of somebody who leaves is deleted */
  readonly days?: number
  /** when a suspension ends by itself */
  readonly until?: string
  /** whether the member gets a letter */
  readonly tell?: boolean
  /** what it says besides */
  readonly text?: string
}

/** How long whoever leaves has, unless it is said. */
export const OFFBOARD_DAYS = 30
/** To give less is to delete the account, and takes what that takes. */
export const OFFBOARD_NOTICE_DAYS = 7

const offboard = (did: string, { reason, days = OFFBOARD_DAYS }: Order, headers: Once) => {
  const params = { path: { did } }
  return api.POST('/admin/v1/accounts/{did}/offboard', { params, body: { reason, days }, headers })
}

const suspend = (did: string, body: Order, headers: Once) =>
  api.POST('/admin/v1/accounts/{did}/suspend', { params: { path: { did } }, body, headers })

/** Something that can be done to an account. */
export interface Verb {
  readonly name: keyof typeof CALLS
  readonly permission: Permission
  /** whether it makes sense, as the account stands */
  readonly applies: (account: Account) => boolean
  /** `typed`: whoever does it has to write down what they do it to */
  readonly weight: 'light' | 'grave' | 'typed'
  /** whether it may name a case */
  readonly hasRef?: true
  /** whether it may end by itself, on a day */
  readonly hasEnd?: true
  /** whether it takes a number of days, after which the account is deleted */
  readonly hasDays?: true
}

/** How each is asked for. */
const CALLS = {
  lock: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/lock', { params: { path: { did } }, body, headers }),
  unlock: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/unlock', { params: { path: { did } }, body, headers }),
  suspend,
  // The same order, given again: it moves the end.
  suspendEnd: suspend,
  unsuspend: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/unsuspend', { params: { path: { did } }, body, headers }),
  takedown: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/takedown', { params: { path: { did } }, body, headers }),
  restore: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/restore', { params: { path: { did } }, body, headers }),
  activate: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/activate', { params: { path: { did } }, body, headers }),
  deactivate: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/deactivate', { params: { path: { did } }, body, headers }),
  offboard,
  // The same order, given again: it moves the end.
  offboardEnd: offboard,
  cancelOffboard: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/cancel-offboard', { params: { path: { did } }, body, headers }),
  delete: (did: string, body: Order, headers: Once) =>
    api.POST('/admin/v1/accounts/{did}/delete', { params: { path: { did } }, body, headers }),
} as const

/** How a verb is asked for. */
export const callOf = (name: Verb['name']) => CALLS[name]

// Whoever is to leave is kept out in another way, which no unlocking ends.
const isLocked = ({ state }: Account) => state === 'locked'
const isLeaving = ({ offboardUntil }: Account) => offboardUntil !== undefined
const stands = (status: Account['status']) => (account: Account) => account.status === status

/** Everything that can be done to an account, the lightest first. */
export const VERBS: readonly Verb[] = [
  {
    name: 'lock',
    permission: 'accounts.lock',
    applies: (account) => !isLocked(account) && account.status !== 'deleted',
    weight: 'light',
  },
  { name: 'unlock', permission: 'accounts.lock', applies: isLocked, weight: 'light' },
  { name: 'activate', permission: 'accounts.activate', applies: stands('deactivated'), weight: 'light' },
  { name: 'deactivate', permission: 'accounts.activate', applies: stands('active'), weight: 'grave' },
  { name: 'unsuspend', permission: 'accounts.suspend', applies: stands('suspended'), weight: 'light' },
  {
    name: 'suspend',
    permission: 'accounts.suspend',
    applies: stands('active'),
    weight: 'grave',
    hasRef: true,
    hasEnd: true,
  },
  {
    name: 'suspendEnd',
    permission: 'accounts.suspend',
    applies: stands('suspended'),
    weight: 'light',
    hasEnd: true,
  },
  { name: 'cancelOffboard', permission: 'accounts.offboard', applies: isLeaving, weight: 'light' },
  {
    name: 'offboardEnd',
    permission: 'accounts.offboard',
    applies: isLeaving,
    weight: 'grave',
    hasDays: true,
  },
  {
    name: 'offboard',
    permission: 'accounts.offboard',
    applies: (account) => !isLeaving(account) && account.status !== 'deleted',
    weight: 'grave',
    hasDays: true,
  },
  { name: 'restore', permission: 'accounts.takedown', applies: stands('takendown'), weight: 'light' },
  {
    name: 'takedown',
    permission: 'accounts.takedown',
    applies: ({ status }) => status !== 'takendown' && status !== 'deleted',
    weight: 'typed',
    hasRef: true,
  },
  {
    name: 'delete',
    permission: 'accounts.delete',
    applies: ({ status }) => status !== 'deleted',
    weight: 'typed',
  },
]
