import { api, dataOf, type Once } from '../api/client'
import type { components } from '../api/generated/schema'
import type { Permission } from '../api/me'
import type { Approval } from '../approvals/approval'
import type { BulkJob } from '../bulk/bulk-job'

/** Something that can be done to many accounts at a time. */
export type BulkVerb = components['schemas']['BulkOrdersDto']['verb']

/** More accounts than this do not go into one order. */
export const ORDER_ACCOUNTS_MAX = 5_000

/** What each takes besides the permission to do it to many; the lightest first. */
const PERMISSIONS: Readonly<Record<BulkVerb, Permission>> = {
  lock: 'accounts.lock',
  unlock: 'accounts.lock',
  'end-sessions': 'sessions.revoke',
  'reset-password': 'accounts.recover',
  activate: 'accounts.activate',
  deactivate: 'accounts.activate',
  suspend: 'accounts.suspend',
  unsuspend: 'accounts.suspend',
  takedown: 'accounts.takedown',
  restore: 'accounts.takedown',
  'add-tags': 'accounts.note',
  'remove-tags': 'accounts.note',
  'set-class': 'accounts.edit',
  'set-quota': 'accounts.quota',
  'cancel-offboard': 'accounts.offboard',
  offboard: 'accounts.offboard',
  delete: 'accounts.delete',
}

const GRAVE: ReadonlySet<BulkVerb> = new Set<BulkVerb>([
  'deactivate',
  'suspend',
  'takedown',
  'offboard',
  'delete',
])
const TYPED: ReadonlySet<BulkVerb> = new Set<BulkVerb>(['takedown', 'offboard', 'delete'])

/** Whether what is done hides or removes something. */
export const isGrave = (verb: BulkVerb) => GRAVE.has(verb)
/** Whether whoever does it has to write down to how many they do it. */
export const isTyped = (verb: BulkVerb) => TYPED.has(verb)

const UNTOLD: ReadonlySet<BulkVerb> = new Set([
  'end-sessions',
  'reset-password',
  // Of the end that is coming they are told in any case.
  'offboard',
  'set-class',
  'add-tags',
  'remove-tags',
  'set-quota',
])

/** Whether it changes what members can do, so that they may be told. */
export const isToldOf = (verb: BulkVerb) => !UNTOLD.has(verb)

/** What somebody may do to many accounts. */
export function bulkVerbsFor(may: (permission: Permission) => boolean): readonly BulkVerb[] {
  const verbs = Object.keys(PERMISSIONS) as BulkVerb[]
  return may('accounts.bulk') ? verbs.filter((verb) => may(PERMISSIONS[verb])) : []
}

/** What is said with some verbs. */
export type BulkValues = Partial<
  Pick<components['schemas']['BulkOrdersDto'], 'days' | 'class' | 'tags' | 'quotaBytes'>
>

/** What is wanted of many accounts. */
export interface WantedOrders {
  readonly verb: BulkVerb
  readonly dids: readonly string[]
  readonly values: BulkValues
  readonly reason: string
  readonly dryRun: boolean
  /** whether members get a letter, where it is a matter of states */
  readonly tell?: boolean
  /** what it says besides */
  readonly text?: string
}

/** Orders it; what comes of it is work in the background, or waits for a second person. @throws {ApiProblem} */
export async function orderMany(
  { values, ...wanted }: WantedOrders,
  headers: Once,
): Promise<BulkJob | Approval> {
  const body = { ...wanted, ...values, dids: [...wanted.dids] }
  return (await dataOf<unknown>(api.POST('/admin/v1/bulk/orders', { body, headers }))) as BulkJob | Approval
}
