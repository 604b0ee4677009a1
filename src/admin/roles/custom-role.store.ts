import type { Queryable } from '../../database/index.js'
import type { Role } from '../../roles/index.js'

/** A role that the organization has put together itself. */
export interface CustomRole extends Role {
  /** a DID, or `password` */
  readonly createdBy: string
  readonly createdAt: Date
  readonly changedAt: Date
}

/** Where roles of the organization's own are kept. Permissions that this release does not know are left out. */
export abstract class CustomRoleStore {
  /** All of them, the highest first: there are a few. */
  abstract list(): Promise<CustomRole[]>

  abstract find(id: string, on?: Queryable): Promise<CustomRole | undefined>

  /** Adds a role; `false` if there is one of that id. */
  abstract add(tx: Queryable, role: CustomRole): Promise<boolean>

  abstract change(tx: Queryable, role: CustomRole): Promise<void>

  abstract remove(tx: Queryable, id: string): Promise<void>
}
