import { Injectable } from '@nestjs/common'
import { type Account, Accounts } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { AccountLife, Activation, type OrderLetter, type StateCommand } from '../../lifecycle/index.js'
import type { Refusal } from '../../refusal.js'
import type { Permission } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, NotSuspended, PermissionDenied } from '../admin.errors.js'
import { AccountAccess } from './account-access.js'

/** Which permission each command takes. */
const TAKES: Readonly<Record<Exclude<StateCommand['kind'], 'announce' | 'offboard'>, Permission>> = {
  activate: 'accounts.activate',
  deactivate: 'accounts.activate',
  suspend: 'accounts.suspend',
  takeDown: 'accounts.takedown',
  restore: 'accounts.takedown',
  lock: 'accounts.lock',
  unlock: 'accounts.lock',
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
    private readonly clock: Clock,
  ) {}

  /** Brings an account into another state. @throws {NotThere | Outranked | PermissionDenied | Refusal} */
  async order(
    did: string,
    command: StateCommand & { kind: keyof typeof TAKES },
    by: Administrator,
    why: Why,
  ): Promise<Account> {
    const account = await this.access.reach(by, TAKES[command.kind], did)
    if (command.kind !== 'suspend' || by.grants.allows('accounts.takedown', account.handle))
      return this.#carryOut(account, command, by, why)
    // As a suspension, a takedown could be lifted by whoever may suspend, or would end by itself.
    if (account.status === 'takendown') await this.access.assertMay(by, 'accounts.takedown', account)
    return this.#carryOut(account, command, by, why, () => new PermissionDenied('accounts.takedown'))
  }

  /** Hides an account for a time. @throws {NotThere | Outranked | InvalidFields} */
  async suspend(
    did: string,
    { ref, until, ...why }: Why & { ref?: string | undefined; until: Date | undefined },
    by: Administrator,
  ): Promise<Account> {
    if (until && until.getTime() <= this.clock.nowMs())
      throw new InvalidFields([{ at: '/until', message: 'must be in the future' }])
    return this.order(did, { kind: 'suspend', ref, until }, by, why)
  }

  /** Lifts a suspension, and nothing graver. @throws {NotThere | Outranked | NotSuspended} */
  async unsuspend(did: string, by: Administrator, why: Why): Promise<Account> {
    const account = await this.access.reach(by, 'accounts.suspend', did)
    return this.#carryOut(account, { kind: 'restore' }, by, why, () => new NotSuspended())
  }

  /** @param ifTakenDown what refuses it for an account that is taken down, also if that was a moment ago */
  async #carryOut(
    account: Account,
    command: StateCommand,
    { agent }: Administrator,
    { reason, tell, text }: Why,
    ifTakenDown?: () => Refusal,
  ): Promise<Account> {
    const order = { actor: 'administrator', agent, reason, letter: { tell, text } } as const
    const check = async (tx: Queryable) => {
      const now = ifTakenDown && (await this.accounts.lock(tx, account.did))
      if (now?.status === 'takendown') throw ifTakenDown!()
    }
    if (command.kind === 'activate') await this.activation.activate(account.did, order)
    else await this.life.order(account.did, command, order, check)
    return (await this.accounts.byDid(account.did)) ?? account
  }
}
