import type { K256Key } from '@guildhall/crypto'
import { Injectable } from '@nestjs/common'
import { Accounts, type NewAccount } from '../account/index.js'
import { type Tx, UnitOfWork } from '../database/index.js'
import { SigningKeys, type StoredSigningKey } from '../identity/index.js'
import { RepoCreation } from '../repo/index.js'
import { EventLog } from '../sequencer/index.js'
import { creationPoint } from './creation-point.js'

/** All that an account consists of when it begins. */
export interface Foundation {
  readonly account: NewAccount
  readonly key: K256Key
  readonly wrappedKey: StoredSigningKey
}

/** More work for the transaction that makes an account. */
export type FoundingStep = (tx: Tx) => Promise<unknown>

/** Makes an account in one database transaction: all of it exists afterwards, or nothing. */
@Injectable()
export class AccountFounding {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly keys: SigningKeys,
    private readonly repos: RepoCreation,
    private readonly events: EventLog,
  ) {}

  /**
   * Stores account, signing key and empty repository. An active account is announced: `#identity`, `#account`,
   * `#commit`, `#sync`, in this order; a deactivated one is not.
   * @param steps run in the same transaction, between the repository and the events
   * @throws {AccountExists | HandleTaken | EmailTaken} and what the steps throw
   */
  async found({ account, key, wrappedKey }: Foundation, ...steps: FoundingStep[]): Promise<void> {
    const { did, handle } = account
    await this.work.run(async (tx) => {
      creationPoint('founding begun')
      await this.accounts.add(tx, account)
      creationPoint('account stored')
      await this.keys.put(tx, wrappedKey)
      creationPoint('signing key stored')
      const repo = await this.repos.createEmpty(tx, did, key)
      creationPoint('repository stored')
      for (const step of steps) await step(tx)
      if (account.status !== 'active') return
      await this.events.append(tx, [
        { kind: 'identity', did, handle },
        { kind: 'account', did, active: true },
        ...repo.events,
      ])
      creationPoint('events appended')
    })
    creationPoint('founding committed')
    this.keys.remember(did, key)
    if (account.status === 'active') this.events.wake()
  }
}
