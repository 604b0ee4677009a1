import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../../account/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import {
  DidDocuments,
  type PlannedRepair,
  PlcRefused,
  PlcRepairs,
  type WantedRepair,
} from '../../identity/index.js'
import { Announcements } from '../announcements.js'
import { HostedAccountNotFound } from '../lifecycle.errors.js'

/** What else belongs to a repair. */
export interface RepairSteps {
  /** part of the transaction before anything is sent */
  intend(tx: Queryable, planned: PlannedRepair): Promise<void>
  /** part of the transaction that comes when it is made */
  done(tx: Queryable): Promise<void>
  /** hears of the error if the directory does not take it, or does not say that it did */
  failed(error: Error): Promise<void>
}

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
   * Makes a repair. What is to be done is committed before the directory is asked, which may take as long as a request
   * may: nobody waits for it meanwhile, and what cannot be written down is not sent. Of two who change one identity at a
   * time, the directory refuses the second.
   * @throws {HostedAccountNotFound} and as {@link PlcRepairs.plan} and {@link PlcRepairs.make}
   */
  async make(did: Did, wanted: WantedRepair, { intend, done, failed }: RepairSteps): Promise<PlannedRepair> {
    const planned = await this.repairs.plan(did, wanted)
    await this.work.run(async (tx) => {
      if (!(await this.accounts.lock(tx, did))) throw new HostedAccountNotFound()
      await intend(tx, planned)
      if (!planned.operation) await done(tx)
    })
    if (!planned.operation) return planned
    try {
      await this.repairs.make(planned)
    } catch (error) {
      await failed(error as Error)
      // It may have been taken all the same.
      if (!(error instanceof PlcRefused)) await this.#tell(did, () => Promise.resolve())
      throw error
    }
    await this.#tell(did, done)
    return planned
  }

  /** Has the network look at the identity again. */
  async #tell(did: Did, done: RepairSteps['done']): Promise<void> {
    await this.documents.forget(did)
    await this.work.run(async (tx) => {
      await this.announcements.identity(tx, did)
      await done(tx)
    })
    this.announcements.wake()
  }
}
