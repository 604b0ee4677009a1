import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import type { Grants } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import type { Approval } from './approval.store.js'

/** Something that cannot be undone. Every provider of this class is found by itself when it is decided on. */
export abstract class GraveDeed {
  /** as the audit names it: `account.delete` */
  abstract readonly action: string

  /** Refuses whoever may not do it themselves. @throws {Refusal} */
  abstract assertMay(by: Administrator, wanted: Approval): Promise<void>

  /**
   * Does it.
   * @param agent whoever has agreed, with the names of both
   * @param grants what whoever has agreed may do
   * @param settle has to run in the transaction that does it, so that it is done once
   * @throws {Refusal}
   */
  abstract perform(
    wanted: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
    grants: Grants,
  ): Promise<void>
}
