import { Injectable } from '@nestjs/common'
import { type Account, Accounts, InvalidCode, MailCodes, stateOf } from '../../account/index.js'
import { FactorDemands } from '../../auth/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { Linking } from './linking.js'
import { Registrations } from './registrations.js'

const PURPOSE = 'linkIdentity'

/** States in which an account can get one more way to sign in. */
const OPEN = ['active', 'deactivated']

/**
 * Links people with accounts that have their address, once they have shown that they read its mail. That is as much proof as
 * a forgotten password takes, and no more is done for it: where a second factor is needed besides, or nobody has ever
 * shown that the address is theirs (the account may be that of somebody who waits for them), they sign in first.
 */
@Injectable()
export class MailedLinking {
  constructor(
    private readonly accounts: Accounts,
    private readonly codes: MailCodes,
    private readonly demands: FactorDemands,
    private readonly linking: Linking,
    private readonly registrations: Registrations,
  ) {}

  /** Whether it can be offered at all: that says nothing of whether there is an account. */
  isOffered({ policy }: Connection, { email }: VerifiedClaims): boolean {
    return policy.provisioning.linking && email !== undefined
  }

  /** Sends a code to the address that the provider has said, if it is that of an account that can be linked. */
  async send(connection: Connection, claims: VerifiedClaims): Promise<void> {
    const account = await this.#accountOf(connection, claims)
    if (account) await this.codes.send(account, PURPOSE)
  }

  /**
   * Links the account, and gives it.
   * @throws {InvalidCode | ExpiredCode} also where there is no such account
   * @throws {SsoFailure} `already_linked`
   */
  async link(connection: Connection, claims: VerifiedClaims, code: string): Promise<Account> {
    const account = await this.#accountOf(connection, claims)
    if (!account) throw new InvalidCode()
    const person = { connectionId: connection.id, subject: claims.subject }
    await this.linking.linkProved(connection, claims, account.did, async (tx) => {
      await this.codes.use(tx, account.did, PURPOSE, code)
      // What was kept for them is anybody's again.
      await this.registrations.end(tx, person)
    })
    return account
  }

  async #accountOf(connection: Connection, claims: VerifiedClaims): Promise<Account | undefined> {
    if (!this.isOffered(connection, claims)) return undefined
    const account = await this.accounts.byEmail(claims.email!)
    if (!account?.emailConfirmedAt || !OPEN.includes(stateOf(account))) return undefined
    const factors = await this.demands.of(account)
    return factors.every((factor) => factor === 'email') ? account : undefined
  }
}
