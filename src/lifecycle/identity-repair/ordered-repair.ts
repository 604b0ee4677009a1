import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import type { PlannedRepair, WantedRepair } from '../../identity/index.js'
import { SecondPerson } from '../second-person.js'
import { IdentityRepair } from './identity-repair.js'

/** Puts identities of accounts right as administrators. */
@Injectable()
export class OrderedRepair {
  constructor(
    private readonly repair: IdentityRepair,
    private readonly audit: Audit,
    private readonly secondPerson: SecondPerson,
  ) {}

  /**
   * Makes a repair, and writes it down.
   * @param first more work for its transaction
   * @throws {SecondPersonNeeded} and as {@link IdentityRepair.make}
   */
  async make(
    did: Did,
    wanted: WantedRepair,
    { agent, reason }: { readonly agent: Agent; readonly reason: string | undefined },
    first: (tx: Queryable) => Promise<void> = () => Promise.resolve(),
  ): Promise<PlannedRepair> {
    await this.secondPerson.assertAgreed(agent)
    return this.repair.make(did, wanted, async (tx, { before, after, signedBy }) => {
      await first(tx)
      const overruled = wanted.kind === 'recover' ? { overruled: wanted.operation } : {}
      await this.audit.record(tx, agent, {
        action: `plc.${wanted.kind}`,
        target: { type: 'account', id: did },
        reason,
        before,
        after: { ...after, signedBy, ...overruled },
      })
    })
  }
}
