import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Erasure, stateOf } from '../account/index.js'
import { type Tx, UnitOfWork } from '../database/index.js'
import { Announcements } from './announcements.js'
import { LifeJournal } from './life-journal.js'
import { RemovalAdmission } from './removal-admission.js'
import type { Order } from './state-command.js'

/** More work for the transaction that deletes an account, such as using up the code that allows it. */
export type RemovalStep = (tx: Tx) => Promise<void>

/**
 * Ends accounts. What is hosted here goes: the account, its repository, its sessions, its events. The identity stays
 * its owner's, who may take it elsewhere.
 */
@Injectable()
export class AccountRemoval {
  constructor(
    private readonly work: UnitOfWork,
    private readonly admission: RemovalAdmission,
    private readonly erasure: Erasure,
    private readonly announcements: Announcements,
    private readonly journal: LifeJournal,
  ) {}

  /**
   * Deletes an account in one transaction.
   * @param step runs first, with the account locked
   * @throws {HostedAccountNotFound | LockedOut | AccountOnHold | SecondPersonNeeded} and what `step` throws
   */
  async remove(did: Did, by: Order, step: RemovalStep = nothing): Promise<void> {
    await this.admission.assertMayRemove(by)
    const letter = await this.journal.letters.farewell(did, by)
    await this.work.run(async (tx) => {
      const account = await this.admission.lock(tx, did, by)
      await step(tx)
      await this.erasure.erase(tx, did)
      await this.announcements.deletion(tx, did)
      const done = { command: 'delete', from: stateOf(account), to: 'deleted', isChange: true } as const
      await this.journal.letters.keepFarewell(tx, letter)
      await this.journal.record(tx, did, by, done)
    })
    this.admission.gone(did)
    this.announcements.wake()
  }
}

async function nothing(): Promise<void> {}
