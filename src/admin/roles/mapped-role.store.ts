import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { HeldRole } from '../../roles/index.js'

/** Where roles are kept that members have because of their groups. Those given by hand are elsewhere. */
export abstract class MappedRoleStore {
  /** Puts these in the place of all that a member had by a connection; gives what they had. */
  abstract replace(
    tx: Queryable,
    did: Did,
    connectionId: string,
    roles: readonly HeldRole[],
    now: Date,
  ): Promise<HeldRole[]>

  /** What members have by a connection; those who have nothing are not here. */
  abstract of(connectionId: string, dids: readonly Did[]): Promise<ReadonlyMap<Did, readonly HeldRole[]>>
}
