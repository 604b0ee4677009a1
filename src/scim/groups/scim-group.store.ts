import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { FilterTerms } from '../protocol/filter-reading.js'
import type { ListedPart, ListPlace } from '../protocol/list-request.js'

/** A group of a directory. */
export interface ScimGroup {
  readonly id: string
  readonly connectionId: string
  readonly displayName: string
  readonly externalId: string | undefined
  /** goes up with every change */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Somebody who is in a group. */
export interface GroupMember {
  readonly groupId: string
  readonly id: string
  readonly userName: string
}

/** The names by which rules know groups: what directories call them, and their ids there. */
export interface GroupNames {
  /** of all groups of the directory */
  readonly known: ReadonlySet<string>
  /** of the groups of people; those who are not in the directory are not here */
  readonly ofPeople: ReadonlyMap<Did, readonly string[]>
}

/** The same names, for one person. */
export interface UserGroupNames extends Pick<GroupNames, 'known'> {
  readonly own: readonly string[]
}

/** Where groups of directories are kept, each directory's for itself. */
export abstract class ScimGroupStore {
  /** @throws {NotUnique} the transaction is lost then */
  abstract add(tx: Queryable, group: ScimGroup): Promise<void>

  abstract find(connectionId: string, id: string, on?: Queryable): Promise<ScimGroup | undefined>

  /** Those of which the filter is true, in the order in which they came. @throws {InvalidScimRequest} */
  abstract list(
    connectionId: string,
    filter: FilterTerms | undefined,
    place: ListPlace,
  ): Promise<ListedPart<ScimGroup>>

  /** Puts a group in the place of the former version; `false` if it is not there any more. @throws {NotUnique} */
  abstract replace(tx: Queryable, group: ScimGroup): Promise<boolean>

  abstract remove(tx: Queryable, group: Pick<ScimGroup, 'connectionId' | 'id' | 'version'>): Promise<boolean>

  /** The members of groups, in the order in which people came. */
  abstract membersOf(ids: readonly string[]): Promise<GroupMember[]>

  /** How the groups of a directory, and those of some accounts of it, are called. */
  abstract namesOf(connectionId: string, dids: readonly Did[], on?: Queryable): Promise<GroupNames>

  /** The same for one person, who may have no account. */
  abstract namesOfUser(connectionId: string, userId: string): Promise<UserGroupNames>

  /** Puts people of the same directory into a group; how many of them there are. */
  abstract addMembers(tx: Queryable, group: ScimGroup, userIds: readonly string[]): Promise<number>

  abstract removeMembers(tx: Queryable, group: ScimGroup, userIds: readonly string[]): Promise<void>

  abstract removeAllMembers(tx: Queryable, group: ScimGroup): Promise<void>
}
