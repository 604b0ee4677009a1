import { Injectable } from '@nestjs/common'
import { type Account, Accounts, ConfirmedAddresses } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { Links } from '../people/links.js'

/** What a provider says anew of somebody who has an account here. */
@Injectable()
export class NewsOfPeople {
  constructor(
    private readonly links: Links,
    private readonly accounts: Accounts,
    private readonly addresses: ConfirmedAddresses,
  ) {}

  /**
   * Takes it down, inside the caller's transaction.
   * @param isKnown whether there was a link before, so that what the provider says is news
   */
  async take(
    tx: Queryable,
    connection: Connection,
    claims: VerifiedClaims,
    { account, isKnown }: { readonly account: Account; readonly isKnown: boolean },
  ): Promise<void> {
    if (isKnown) await this.links.seen(tx, connection, claims, account.did)
    await this.#renew(tx, connection, claims, account)
  }

  /** The address of the provider takes the place of that of the account, where the organization wants that. */
  async #renew(
    tx: Queryable,
    { policy }: Connection,
    { email, emailVerified }: VerifiedClaims,
    account: Account,
  ): Promise<void> {
    if (policy.mapping.email.sync !== 'force' || !emailVerified) return
    if (email === undefined || email === account.email) return
    // Somebody else's stays somebody else's.
    if (await this.accounts.byEmail(email)) return
    await this.addresses.confirm(tx, account.did, email)
  }
}
