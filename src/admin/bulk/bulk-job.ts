import type { AccountClass } from '../../account/index.js'
import type { Agent } from '../../audit/index.js'
import type { OrderLetter } from '../../lifecycle/index.js'
import type { MailLanguage } from '../../mail/index.js'
import type { GrantsJson } from '../../roles/index.js'

/** What becomes of rows whose account is there already, or is not. */
export const BULK_MODES = ['create', 'update', 'upsert', 'skip'] as const
export type BulkMode = (typeof BULK_MODES)[number]

/** What can be done to many accounts at a time. */
export const BULK_VERBS = [
  'lock',
  'unlock',
  'suspend',
  'unsuspend',
  'takedown',
  'restore',
  'deactivate',
  'activate',
  'end-sessions',
  'reset-password',
  'offboard',
  'cancel-offboard',
  'set-class',
  'add-tags',
  'remove-tags',
  'set-quota',
  'delete',
] as const
export type BulkVerb = (typeof BULK_VERBS)[number]

/** Those that change what the organization knows of accounts, and lets them store. */
export const FACT_VERBS = ['set-class', 'add-tags', 'remove-tags', 'set-quota'] as const
export type FactVerb = (typeof FACT_VERBS)[number]

/** What an order says besides its verb; which goes with which is in `order-values.ts`. */
export interface OrderValues {
  /** until the accounts are deleted, from the first time that it is ordered */
  readonly days?: number | undefined
  /** null: nothing is known of it */
  readonly class?: AccountClass | null | undefined
  readonly tags?: readonly string[] | undefined
  /** null: as groups or the settings say */
  readonly quotaBytes?: number | null | undefined
}

/** What is ordered of all accounts of a job. */
export type OrderOptions = { readonly kind: 'orders'; readonly verb: BulkVerb } & OrderValues

/** How handles are made for rows that have none. */
export interface RowTemplate {
  /** of a `ClaimTemplate`, over the columns, `given`, `family` and `domain` */
  readonly template: string
  /** without a leading dot */
  readonly domain: string
}

/** What holds for all rows of a job. */
export type BulkOptions =
  | { readonly kind: 'accounts'; readonly mode: BulkMode; readonly handles?: RowTemplate | undefined }
  | { readonly kind: 'identities'; readonly change: 'changeEndpoint' }
  | { readonly kind: 'migrations'; readonly language: MailLanguage }
  | (OrderOptions & OrderLetter)

/** Work on many accounts: a long job, and what there is besides it. */
export interface BulkJob {
  /** that of the long job */
  readonly id: string
  readonly options: BulkOptions
  /** whether nothing is to be changed */
  readonly dryRun: boolean
  readonly reason: string | undefined
  readonly total: number
  /** whoever began it, or has it done again, and what they could do at that time */
  readonly agent: Agent
  readonly grants: GrantsJson
  readonly createdBy: string
  readonly createdAt: Date
}

/** Columns of a file of accounts. */
export const ACCOUNT_COLUMNS = [
  'email',
  'handle',
  'displayName',
  'class',
  'role',
  'externalId',
  'locale',
] as const

/** Columns of a file of accounts that are to move here. */
export const MIGRATION_COLUMNS = ['account', 'email', 'handle'] as const

/** A row of a file; what is empty is absent. */
export type AccountInput = Readonly<Partial<Record<(typeof ACCOUNT_COLUMNS)[number], string>>>

/** What became, or would become, of a row. */
export const BULK_OUTCOMES = [
  'create',
  'created',
  'update',
  'updated',
  'unchanged',
  'skipped',
  'order',
  'ordered',
  'failed',
] as const
export type BulkOutcome = (typeof BULK_OUTCOMES)[number]

/** What became of a row, in words. */
export interface RowResult {
  readonly outcome: BulkOutcome
  readonly did?: string | undefined
  readonly detail?: string | undefined
}

/** One account of the work on many. */
export interface BulkRow {
  /** from 1 */
  readonly number: number
  /** a row of a file, or `{did}`; `account` is one that is elsewhere */
  readonly input: AccountInput & { readonly did?: string; readonly account?: string }
  /** `made`: the account is there, and has no role or letter yet */
  readonly state: 'waiting' | 'made' | 'done'
  readonly outcome: BulkOutcome | undefined
  readonly did: string | undefined
  readonly detail: string | undefined
  /** one that was made for a row of a file without one */
  readonly handle: string | undefined
}
