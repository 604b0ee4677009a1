import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** Where quotas (bytes) are kept that accounts have because of their groups. Those given by hand are elsewhere. */
export abstract class GroupQuotaStore {
  /** What holds for an account: of several connections, the largest. */
  abstract of(did: Did): Promise<number | undefined>

  /** What accounts have by a connection; those who have nothing are not here. */
  abstract ofConnection(connectionId: string, dids: readonly Did[]): Promise<ReadonlyMap<Did, number>>

  /** Puts a quota in the place of what an account had by a connection, or none; gives what it had. */
  abstract replace(
    tx: Queryable,
    key: { readonly did: Did; readonly connectionId: string },
    quotaBytes: number | undefined,
    now: Date,
  ): Promise<number | undefined>

  /** Forgets an account. */
  abstract erase(tx: Queryable, did: Did): Promise<void>
}
