import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, SignOut, stateOf } from '../account/index.js'
import { type Tx, UnitOfWork } from '../database/index.js'
import { AccountStanding } from './account-standing.js'
import { Announcements } from './announcements.js'
import { LifeJournal } from './life-journal.js'
import type { Order, StateCommand } from './state-command.js'
import { transition } from './transition.js'

/** Brings accounts from one state into another: the only way, but for their beginning and their end. */
@Injectable()
export class AccountLife {
  constructor(
    private readonly work: UnitOfWork,
    private readonly standing: AccountStanding,
    private readonly signOut: SignOut,
    private readonly announcements: Announcements,
    private readonly journal: LifeJournal,
  ) {}

  /**
   * Obeys a command. The change, its event and the end of sessions are one transaction; commands to one account
   * wait for each other. Giving a command again is harmless.
   * @param step more work for the transaction, with the account locked
   * @returns the account as it is now
   * @throws {HostedAccountNotFound | AccountUnderSanction | LockedOut | SuspensionOver | SecondPersonNeeded |
   * NobodyLeft} and what `step` throws
   */
  async order(
    did: Did,
    command: StateCommand,
    by: Order,
    step?: (tx: Tx) => Promise<void>,
  ): Promise<Account> {
    await this.standing.assertMayOrder(did, command, by)
    const account = await this.work.run(async (tx) => {
      const former = await this.standing.lock(tx, did)
      await step?.(tx)
      const { change, announce, endsSessions } = transition(former, command, by.actor, this.journal.now())
      const next = await this.standing.change(tx, former, change, by)
      if (endsSessions) await this.signOut.everywhere(tx, did)
      if (announce !== 'nothing') await this.announcements[announce](tx, next)
      const isChange = Object.keys(change).length > 0
      const done = { command: command.kind, from: stateOf(former), to: stateOf(next), isChange }
      await this.journal.letters.keep(tx, next, command.kind, { change, by })
      await this.journal.record(tx, did, by, done)
      return next
    })
    this.standing.changed(did)
    this.announcements.wake()
    return account
  }
}
