import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { ListedPart, ListPlace } from '../protocol/list-request.js'
import type { FilterTerms } from '../protocol/filter-reading.js'

/** Somebody whom a directory has announced. */
export interface ScimUser {
  readonly id: string
  readonly connectionId: string
  /** nobody else of the directory has it, in whatever case */
  readonly userName: string
  /** the person at the provider: the subject of sign-ins with it */
  readonly externalId: string | undefined
  readonly active: boolean
  /** all else that the directory has said */
  readonly attributes: Readonly<Record<string, unknown>>
  /** whose account it is, once there is one */
  readonly did: Did | undefined
  /** goes up with every change */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A group that somebody is in. */
export interface GroupOfUser {
  readonly userId: string
  readonly id: string
  readonly displayName: string
}

/** Where people of directories are kept, each directory's for itself. */
export abstract class ScimUserStore {
  /** @throws {NotUnique} the transaction is lost then */
  abstract add(tx: Queryable, user: ScimUser): Promise<void>

  abstract find(connectionId: string, id: string): Promise<ScimUser | undefined>

  abstract findByExternalId(connectionId: string, externalId: string): Promise<ScimUser | undefined>

  /** Those of whom the filter is true, in the order in which they came. @throws {InvalidScimRequest} */
  abstract list(
    connectionId: string,
    filter: FilterTerms | undefined,
    place: ListPlace,
  ): Promise<ListedPart<ScimUser>>

  /**
   * Puts a user in the place of the former version; `false` if somebody else has changed or removed it.
   * @throws {NotUnique} the transaction is lost then
   */
  abstract replace(tx: Queryable, user: ScimUser): Promise<boolean>

  /** `false` if it is not there in this version. */
  abstract remove(tx: Queryable, user: Pick<ScimUser, 'connectionId' | 'id' | 'version'>): Promise<boolean>

  /** Notes whose account somebody has. */
  abstract link(tx: Queryable, id: string, did: Did): Promise<void>

  /** Forgets an account that is gone. */
  abstract unlink(tx: Queryable, did: Did): Promise<void>

  /** The groups of these people. */
  abstract groupsOf(ids: readonly string[]): Promise<GroupOfUser[]>

  /** Whose accounts these people have, as far as they have any. */
  abstract accountsOf(tx: Queryable, ids: readonly string[]): Promise<Did[]>

  abstract countActive(on: Queryable, connectionId: string): Promise<number>
}
