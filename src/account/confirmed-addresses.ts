import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { Contributions } from '../contributions/index.js'
import { Clock } from '../telemetry/index.js'
import { AccountData } from './account-data.js'
import { Accounts } from './accounts.js'
import { InviteRedemption } from './invitations/invite-redemption.js'

/** The one place where an address becomes known to be that of whoever has the account. */
@Injectable()
export class ConfirmedAddresses {
  constructor(
    private readonly accounts: Accounts,
    private readonly invites: InviteRedemption,
    private readonly clock: Clock,
    private readonly contributions: Contributions,
  ) {}

  /**
   * Notes inside the caller's transaction that the owner of an account has shown that an address is theirs, and gives them
   * what waited for that. After the commit the caller reports the change to {@link Accounts}.
   * @param email that of the account from now on
   */
  async confirm(tx: Queryable, did: Did, email: string): Promise<void> {
    await this.#confirm(tx, did, email)
  }

  /**
   * The same for whoever has just chosen a password by a letter to the address. If something waited for that, whoever made
   * the account may have been somebody else, whom the code of the invitation had reached as well: what they could still
   * sign in with goes.
   */
  async takeOver(tx: Queryable, did: Did, email: string): Promise<void> {
    if (!(await this.#confirm(tx, did, email))) return
    for (const data of this.contributions.of(AccountData)) if (data.letsIn) await data.erase(tx, did)
  }

  /** @returns whether something had waited for it */
  async #confirm(tx: Queryable, did: Did, email: string): Promise<boolean> {
    await this.accounts.change(tx, did, { email, emailConfirmedAt: new Date(this.clock.nowMs()) })
    return this.invites.fulfil(tx, did, email)
  }
}
