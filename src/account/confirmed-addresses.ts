import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { Accounts } from './accounts.js'
import { InviteRedemption } from './invitations/invite-redemption.js'

/** The one place where an address becomes known to be that of whoever has the account. */
@Injectable()
export class ConfirmedAddresses {
  constructor(
    private readonly accounts: Accounts,
    private readonly invites: InviteRedemption,
    private readonly clock: Clock,
  ) {}

  /**
   * Notes inside the caller's transaction that the owner of an account has shown that an address is theirs, and gives them
   * what waited for that. After the commit the caller reports the change to {@link Accounts}.
   * @param email that of the account from now on
   */
  async confirm(tx: Queryable, did: Did, email: string): Promise<void> {
    await this.accounts.change(tx, did, { email, emailConfirmedAt: new Date(this.clock.nowMs()) })
    await this.invites.fulfil(tx, did, email)
  }
}
