import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import { type Account, type AccountChange, Accounts, stateOf } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { HostedAccountNotFound, NobodyLeft } from './lifecycle.errors.js'
import { isHasty } from './offboarding-time.js'
import { SecondPerson } from './second-person.js'
import { StandingRule } from './standing-rule.js'
import type { Order, StateCommand } from './state-command.js'

/** Where accounts stand: read and changed, for whoever may order it. */
@Injectable()
export class AccountStanding {
  constructor(
    private readonly accounts: Accounts,
    private readonly secondPerson: SecondPerson,
    private readonly clock: Clock,
    private readonly contributions: Contributions,
  ) {}

  /**
   * Refuses a deletion in all but name to whoever is alone. What a connection does is the rule of an organization.
   * @throws {SecondPersonNeeded}
   */
  async assertMayOrder(did: Did, command: StateCommand, by: Order): Promise<void> {
    if (command.kind !== 'offboard' || by.actor !== 'administrator' || by.agent.type === 'connection') return
    const account = await this.accounts.byDid(did)
    if (account && isHasty(account, command.days, new Date(this.clock.nowMs())))
      await this.secondPerson.assertAgreed(by.agent)
  }

  /** The account, locked until the end of the transaction. @throws {HostedAccountNotFound} */
  async lock(tx: Queryable, did: Did): Promise<Account> {
    const account = await this.accounts.lock(tx, did)
    if (!account) throw new HostedAccountNotFound()
    return account
  }

  /** Changes an account as it is ordered; gives what it is then. @throws {NobodyLeft} */
  async change(tx: Queryable, former: Account, change: AccountChange, by: Order): Promise<Account> {
    await this.accounts.change(tx, former.did, change)
    const given = Object.entries(change).map(([field, value]) => [field, value ?? undefined])
    const next = { ...former, ...(Object.fromEntries(given) as Partial<Account>) }
    if (stateOf(former) === 'active' && stateOf(next) !== 'active')
      await this.#assertDispensable(tx, next.did, by)
    return next
  }

  /** To be called once a change is committed. */
  changed(did: Did): void {
    this.accounts.changed(did)
  }

  /**
   * Whoever has the machine in their hands locks out whom they want, and names others in their place. What the service does
   * by itself follows from what is so already.
   */
  async #assertDispensable(tx: Queryable, did: Did, by: Order): Promise<void> {
    if (by.actor === 'system' || (by.actor === 'administrator' && by.agent.type === 'command')) return
    for (const rule of this.contributions.of(StandingRule)) {
      if (!(await rule.canDoWithout(tx, did))) throw new NobodyLeft()
    }
  }
}
