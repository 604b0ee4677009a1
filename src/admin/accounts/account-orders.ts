import { Injectable } from '@nestjs/common'
import { type Account, Accounts } from '../../account/index.js'
import { AccountLife, Activation, type OrderLetter, type StateCommand } from '../../lifecycle/index.js'
import type { Permission } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotSuspended } from '../admin.errors.js'
import { AccountAccess } from './account-access.js'

/** Which permission each command takes. */
const TAKES: Readonly<Record<Exclude<StateCommand['kind'], 'announce'>, Permission>> = {
  activate: 'accounts.activate',
  deactivate: 'accounts.activate',
  suspend: 'accounts.suspend',
  takeDown: 'accounts.takedown',
  restore: 'accounts.takedown',
  lock: 'accounts.lock',
  unlock: 'accounts.lock',
  offboard: 'accounts.offboard',
  cancelOffboard: 'accounts.offboard',
}

/** Why something is ordered, and what the member is told. */
export interface Why extends OrderLetter {
  readonly reason?: string | undefined
}

/** What administrators make of accounts: lock, suspend, take down, and back. */
@Injectable()
export class AccountOrders {
  constructor(
    private readonly access: AccountAccess,
    private readonly accounts: Accounts,
    private readonly life: AccountLife,
    private readonly activation: Activation,
  ) {}

  /** Brings an account into another state. @throws {NotThere | Outranked | Refusal} */
  async order(
    did: string,
    command: StateCommand & { kind: keyof typeof TAKES },
    by: Administrator,
    why: Why,
  ): Promise<Account> {
    const account = await this.access.reach(by, TAKES[command.kind], did)
    return this.#carryOut(account, command, by, why)
  }

  /** Lifts a suspension, and nothing graver. @throws {NotThere | Outranked | NotSuspended} */
  async unsuspend(did: string, by: Administrator, why: Why): Promise<Account> {
    const account = await this.access.reach(by, 'accounts.suspend', did)
    if (account.status === 'takendown') throw new NotSuspended()
    return this.#carryOut(account, { kind: 'restore' }, by, why)
  }

  async #carryOut(
    account: Account,
    command: StateCommand,
    { agent }: Administrator,
    { reason, tell, text }: Why,
  ): Promise<Account> {
    const order = { actor: 'administrator', agent, reason, letter: { tell, text } } as const
    if (command.kind === 'activate') await this.activation.activate(account.did, order)
    else await this.life.order(account.did, command, order)
    return (await this.accounts.byDid(account.did)) ?? account
  }
}
