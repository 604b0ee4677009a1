import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../../account/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { DidDocuments, type PlannedRepair, PlcRepairs, type WantedRepair } from '../../identity/index.js'
import { Announcements } from '../announcements.js'
import { HostedAccountNotFound } from '../lifecycle.errors.js'

/** Puts identities of accounts right in the PLC directory, and tells the network. */
@Injectable()
export class IdentityRepair {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly repairs: PlcRepairs,
    private readonly documents: DidDocuments,
    private readonly announcements: Announcements,
  ) {}

  /**
   * Makes a repair. The directory is asked last, within the transaction: what cannot be written down is not sent, and what
   * is not taken is not written down as done. Entries of the audit wait meanwhile, for as long as a request may take;
   * that is seldom.
   * @param step more work for the transaction, before anything is sent
   * @throws {HostedAccountNotFound} and as {@link PlcRepairs.plan} and {@link PlcRepairs.make}
   */
  async make(
    did: Did,
    wanted: WantedRepair,
    step: (tx: Queryable, planned: PlannedRepair) => Promise<void>,
  ): Promise<PlannedRepair> {
    const made = await this.work.run(async (tx) => {
      if (!(await this.accounts.lock(tx, did))) throw new HostedAccountNotFound()
      const planned = await this.repairs.plan(did, wanted)
      if (planned.operation) await this.announcements.identity(tx, did)
      await step(tx, planned)
      await this.repairs.make(planned)
      return planned
    })
    if (made.operation) await this.documents.forget(did)
    this.announcements.wake()
    return made
  }
}
