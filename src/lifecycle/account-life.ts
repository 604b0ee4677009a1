import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, type AccountChange, Accounts, SignOut, stateOf } from '../account/index.js'
import { UnitOfWork } from '../database/index.js'
import { Announcements } from './announcements.js'
import { LifeJournal } from './life-journal.js'
import { HostedAccountNotFound } from './lifecycle.errors.js'
import type { Order, StateCommand } from './state-command.js'
import { transition } from './transition.js'

/** Brings accounts from one state into another: the only way, but for their beginning and their end. */
@Injectable()
export class AccountLife {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly signOut: SignOut,
    private readonly announcements: Announcements,
    private readonly journal: LifeJournal,
  ) {}

  /**
   * Obeys a command. The change, its event and the end of sessions are one transaction; commands to one account
   * wait for each other. Giving a command again is harmless.
   * @returns the account as it is now
   * @throws {HostedAccountNotFound | AccountUnderSanction | LockedOut}
   */
  async order(did: Did, command: StateCommand, by: Order): Promise<Account> {
    const { account, change } = await this.work.run(async (tx) => {
      const former = await this.accounts.lock(tx, did)
      if (!former) throw new HostedAccountNotFound()
      const { change, announce, endsSessions } = transition(former, command, by.actor, this.journal.now())
      await this.accounts.change(tx, did, change)
      const next = changed(former, change)
      if (endsSessions) await this.signOut.everywhere(tx, did)
      if (announce !== 'nothing') await this.announcements[announce](tx, next)
      const isChange = Object.keys(change).length > 0
      const done = { command: command.kind, from: stateOf(former), to: stateOf(next), isChange }
      await this.journal.record(tx, did, by, done)
      return { account: next, change }
    })
    this.accounts.changed(did)
    this.announcements.wake()
    await this.journal.letters.tell(account, command.kind, change, by)
    return account
  }
}

function changed(account: Account, change: AccountChange): Account {
  const given = Object.entries(change).map(([field, value]) => [field, value ?? undefined])
  return { ...account, ...(Object.fromEntries(given) as Partial<Account>) }
}
