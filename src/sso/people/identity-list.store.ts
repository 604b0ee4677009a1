import type { ExternalIdentity } from './external-identity.store.js'

/** Which links are looked for. */
export interface IdentityFilter {
  readonly connectionId?: string | undefined
  readonly did?: string | undefined
  readonly subject?: string | undefined
  /** those of accounts whose handles are below one of these; absent: all */
  readonly domains?: readonly string[] | undefined
}

/** A part of the list. */
export interface IdentitySlice {
  readonly descending: boolean
  readonly limit: number
  readonly after: IdentityPlace | undefined
}

/** Where a link is in the list. */
export interface IdentityPlace {
  /** when it was made (RFC 3339, to the microsecond) */
  readonly value: string
  readonly id: string
}

/** A link of the list. */
export interface ListedIdentity {
  readonly place: IdentityPlace
  readonly identity: ExternalIdentity
}

/** Which person of which connection has which account, as a list in the order in which they were linked. */
export abstract class IdentityListStore {
  abstract list(filter: IdentityFilter, slice: IdentitySlice): Promise<ListedIdentity[]>

  abstract count(filter: IdentityFilter): Promise<number>

  /** The link of an id. @param id a UUID */
  abstract byId(id: string): Promise<ExternalIdentity | undefined>
}
