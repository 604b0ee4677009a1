import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { AccountData } from './account-data.js'
import { Accounts } from './accounts.js'
import { SignOut } from './sign-out.js'

/** Removes an account with all that every feature keeps of it. */
@Injectable()
export class Erasure {
  constructor(
    private readonly contributions: Contributions,
    private readonly signOut: SignOut,
    private readonly accounts: Accounts,
  ) {}

  /** Inside the caller's transaction: all of it goes, or nothing. */
  async erase(tx: Queryable, did: Did): Promise<void> {
    await this.signOut.everywhere(tx, did)
    for (const data of this.contributions.of(AccountData)) await data.erase(tx, did)
    await this.accounts.remove(tx, did)
  }
}
