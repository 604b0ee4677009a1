import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { HeldRole } from '../../roles/index.js'

/** That a member has a role. */
export interface Assignment extends HeldRole {
  readonly id: string
  readonly did: Did
  readonly expiresAt: Date | undefined
  /** DID of whoever gave it; undefined: the holder of the password, or a command */
  readonly grantedBy: Did | undefined
  readonly grantedAt: Date
}

/** Where it is kept who administers. */
export abstract class AssignmentStore {
  /** The roles that a member has at a time. */
  abstract heldBy(did: Did, now: Date): Promise<Assignment[]>

  /** All of them, by the time they were given, at most `limit` after one. */
  abstract list(
    filter: { readonly role?: string | undefined; readonly did?: string | undefined },
    slice: { readonly after: { value: string; id: string } | undefined; descending: boolean; limit: number },
  ): Promise<Assignment[]>

  abstract count(filter: {
    readonly role?: string | undefined
    readonly did?: string | undefined
  }): Promise<number>

  /** An assignment; nobody else gives or takes roles until the caller's transaction ends. */
  abstract lock(tx: Queryable, id: string): Promise<Assignment | undefined>

  /** Nobody else gives or takes roles until the caller's transaction ends. */
  abstract lockAll(tx: Queryable): Promise<void>

  /** Adds an assignment, or puts it in the place of the same role for the same domain. */
  abstract put(tx: Queryable, assignment: Assignment): Promise<void>

  /** Takes a role away. */
  abstract remove(tx: Queryable, id: string): Promise<void>

  /** Takes all roles of a member away; gives them. */
  abstract removeOf(tx: Queryable, did: Did): Promise<Assignment[]>

  /** How many members have a role everywhere and for good. */
  abstract lasting(tx: Queryable, role: string): Promise<number>
}
