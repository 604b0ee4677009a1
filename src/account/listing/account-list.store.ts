import type { Account, AccountStatus } from '../account.js'

/** By what accounts can be ordered. */
export const ACCOUNT_SORTS = ['createdAt', 'handle', 'email'] as const
export type AccountSort = (typeof ACCOUNT_SORTS)[number]

/** Which accounts are looked for; what is absent does not matter. */
export interface AccountFilter {
  /** part of a handle or address, or the beginning of a DID */
  readonly text?: string | undefined
  /** below which handles `text` is looked for in addresses as well, without leading dots; absent: in all of them */
  readonly addressesBelow?: readonly string[] | undefined
  readonly status?: AccountStatus | undefined
  readonly locked?: boolean | undefined
  /** of those who are locked: whether that is because they are to leave */
  readonly offboarding?: boolean | undefined
  readonly emailConfirmed?: boolean | undefined
  /** handles below one of these domains, which have no leading dot */
  readonly domains?: readonly string[] | undefined
  readonly createdAfter?: Date | undefined
  readonly createdBefore?: Date | undefined
  readonly accountClass?: string | undefined
  /** as {@link tagsIn} has it */
  readonly tag?: string | undefined
  /** the name of a role, and when somebody is to have it */
  readonly role?: { readonly name: string; readonly at: Date } | undefined
  /** the id of a connection, which is a UUID */
  readonly connection?: string | undefined
  readonly lastSeenAfter?: Date | undefined
  /** who had an account then, and was not seen since */
  readonly lastSeenBefore?: Date | undefined
  /** whether signing in takes more than a password */
  readonly hasFactor?: boolean | undefined
  /** whether a relay does not pass the account on */
  readonly withheld?: boolean | undefined
}

/** A place in a list: that of an account with this value and DID. */
export interface AccountPlace {
  /** a time as ISO 8601 with microseconds, or a text in lower case */
  readonly value: string
  readonly did: string
}

/** A part of a list. */
export interface AccountSlice {
  readonly sort: AccountSort
  readonly descending: boolean
  /** what follows it, in the order of the list */
  readonly after?: AccountPlace | undefined
  readonly limit: number
}

/** An account with its place in the list. */
export interface ListedAccount {
  readonly account: Account
  readonly place: AccountPlace
}

/** Finds accounts for people who look for them. */
export abstract class AccountListStore {
  abstract list(filter: AccountFilter, slice: AccountSlice): Promise<ListedAccount[]>

  abstract count(filter: AccountFilter): Promise<number>
}
