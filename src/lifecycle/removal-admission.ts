import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts, stateOf } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { AccountHolds } from './holds/account-holds.js'
import { HostedAccountNotFound, LockedOut } from './lifecycle.errors.js'
import { SecondPerson } from './second-person.js'
import { assertMayOrder, type Order } from './state-command.js'

/** Who may be let go, and by whom. */
@Injectable()
export class RemovalAdmission {
  constructor(
    private readonly accounts: Accounts,
    private readonly holds: AccountHolds,
    private readonly secondPerson: SecondPerson,
  ) {}

  /** @throws {SecondPersonNeeded} */
  async assertMayRemove(by: Order): Promise<void> {
    assertMayOrder(by.actor, 'delete')
    if (by.actor === 'administrator') await this.secondPerson.assertAgreed(by.agent)
  }

  /**
   * The account, locked until the end of the transaction.
   * @throws {HostedAccountNotFound | LockedOut | AccountOnHold}
   */
  async lock(tx: Queryable, did: Did, { actor }: Order): Promise<Account> {
    const account = await this.accounts.lock(tx, did)
    if (!account) throw new HostedAccountNotFound()
    // A code that was sent before the lock may still be good.
    if (actor === 'owner' && stateOf(account) === 'locked') throw new LockedOut()
    await this.holds.assertFree(tx, did)
    return account
  }

  /** To be called once the account is gone. */
  gone(did: Did): void {
    this.accounts.changed(did)
  }
}
