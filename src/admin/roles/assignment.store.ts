import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { HeldRole, Role } from '../../roles/index.js'
import type { Slice } from '../api/list-page.js'

/** That a member has a role. */
export interface Assignment extends HeldRole {
  readonly id: string
  readonly did: Did
  readonly expiresAt: Date | undefined
  /** DID of whoever gave it; undefined: the holder of the password, or a command */
  readonly grantedBy: Did | undefined
  readonly grantedAt: Date
}

/** Somebody who has a role everywhere and for good. */
export interface LastingHolder {
  readonly did: Did
  /** whether their account is active, and not locked */
  readonly canSignIn: boolean
}

/** Which assignments are looked for; what is absent does not matter. */
export interface AssignmentFilter {
  readonly role?: string | undefined
  readonly did?: string | undefined
}

/** Where it is kept who administers. */
export abstract class AssignmentStore {
  /** The roles that a member has at a time: those given by hand, and those of their groups. */
  abstract heldBy(did: Did, now: Date, on?: Queryable): Promise<HeldRole[]>

  /** The same, as far as the member could use them now: none while the account is not active, or locked. */
  abstract usableBy(did: Did, now: Date): Promise<HeldRole[]>

  /** Members with a role, in whatever way they have it, who sign in with a connection. */
  abstract administratorsThrough(connectionId: string): Promise<Did[]>

  /** A role that the organization has made itself. */
  abstract customRole(id: string, on?: Queryable): Promise<Role | undefined>

  abstract find(id: string): Promise<Assignment | undefined>

  /** Assignments by their ids, which are in the order in which roles were first given. */
  abstract list(filter: AssignmentFilter, slice: Slice): Promise<Assignment[]>

  abstract count(filter: AssignmentFilter): Promise<number>

  /** Nobody else gives or takes roles until the caller's transaction ends. */
  abstract lockAll(tx: Queryable): Promise<void>

  /** Adds an assignment, or renews the one of the same role for the same domain; gives what is there now. */
  abstract put(tx: Queryable, assignment: Assignment): Promise<Assignment>

  /** Takes a role away; `false` if it is not there. */
  abstract remove(tx: Queryable, id: string): Promise<boolean>

  /** Takes all roles of a member away; gives them. */
  abstract removeOf(tx: Queryable, did: Did): Promise<Assignment[]>

  /** Who has a role everywhere and for good. */
  abstract lasting(on: Queryable | undefined, role: string): Promise<LastingHolder[]>
}
