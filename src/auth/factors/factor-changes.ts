import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import {
  type Account,
  AccountNotFound,
  Accounts,
  type NewSecurityEvent,
  type SecurityLetter,
  SecurityNotices,
} from '../../account/index.js'
import { type Tx, UnitOfWork } from '../../database/index.js'
import { TrustedBrowsers } from './trusted-browsers.js'

/** What a change comes to. */
export interface FactorChange<T> {
  readonly result: T
  /** what is noted and told of it; absent if nothing has changed */
  readonly noted?: {
    readonly events: readonly NewSecurityEvent[]
    readonly letter?: SecurityLetter
  }
}

/** Changes of factors: one at a time per account, noted, told to the owner, and the end of all trust in browsers. */
@Injectable()
export class FactorChanges {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly browsers: TrustedBrowsers,
    private readonly notices: SecurityNotices,
  ) {}

  /** The account of a DID. @throws {AccountNotFound} */
  async account(did: Did): Promise<Account> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new AccountNotFound()
    return account
  }

  /** Makes a change in a transaction that has the account. @throws {AccountNotFound} */
  async run<T>(did: Did, change: (tx: Tx) => Promise<FactorChange<T>>): Promise<T> {
    return this.work.run(async (tx) => {
      const account = await this.accounts.lock(tx, did)
      if (!account) throw new AccountNotFound()
      const { result, noted } = await change(tx)
      if (noted) {
        await this.browsers.endAll(tx, did)
        for (const event of noted.events) await this.notices.note(tx, event)
        if (noted.letter) await this.notices.tell(tx, account, noted.letter)
      }
      return result
    })
  }
}
