import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import type { PlannedRepair, WantedRepair } from '../../identity/index.js'
import { Refusal } from '../../refusal.js'
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
   * Makes a repair. That it is to be made is written down before the directory is asked, and once more if it fails there.
   * @param done part of the transaction that comes when it is made
   * @throws {SecondPersonNeeded} and as {@link IdentityRepair.make}
   */
  async make(
    did: Did,
    wanted: WantedRepair,
    { agent, reason }: { readonly agent: Agent; readonly reason: string | undefined },
    done: (tx: Queryable) => Promise<void> = () => Promise.resolve(),
  ): Promise<PlannedRepair> {
    await this.secondPerson.assertAgreed(agent)
    const action = `plc.${wanted.kind}`
    const target = { type: 'account', id: did }
    const overruled = wanted.kind === 'recover' ? { overruled: wanted.operation } : {}
    return this.repair.make(did, wanted, {
      done,
      intend: async (tx, { before, after, signedBy }) => {
        await this.audit.record(tx, agent, {
          ...{ action, target, reason, before },
          after: { ...after, signedBy, ...overruled },
        })
      },
      failed: async (error) => {
        const code = error instanceof Refusal ? error.code : 'InternalServerError'
        await this.audit.note(agent, { action: 'plc.failed', target, reason, after: { action, code } })
      },
    })
  }
}
