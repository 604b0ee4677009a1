import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, SignOut, stateOf } from '../account/index.js'
import { type Tx, UnitOfWork } from '../database/index.js'
import { LifeJournal } from './life-journal.js'
import { HostedAccountNotFound } from './lifecycle.errors.js'
import type { Order } from './state-command.js'

/** Keeps in the history of accounts what administrators do to them that leaves their state as it is. */
@Injectable()
export class AccountNotes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly signOut: SignOut,
    private readonly journal: LifeJournal,
  ) {}

  /** Notes what was done. @param done such as `setEmail` @throws {HostedAccountNotFound} */
  note(did: Did, done: string, by: Order): Promise<void> {
    return this.#noted(did, done, by)
  }

  /** Ends all sessions of an account. @throws {HostedAccountNotFound} */
  async endSessions(did: Did, by: Order): Promise<void> {
    await this.#noted(did, 'endSessions', by, (tx) => this.signOut.everywhere(tx, did))
    this.accounts.changed(did)
  }

  async #noted(did: Did, command: string, by: Order, step?: (tx: Tx) => Promise<void>): Promise<void> {
    await this.work.run(async (tx) => {
      const account = await this.accounts.lock(tx, did)
      if (!account) throw new HostedAccountNotFound()
      await step?.(tx)
      const state = stateOf(account)
      await this.journal.record(tx, did, by, { command, from: state, to: state, isChange: true })
    })
  }
}
