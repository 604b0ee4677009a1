import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts, stateOf } from '../../account/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import { Followers } from './followers.js'
import { isTheirs, Linking } from './linking.js'
import { Registrations } from './registrations.js'

/**
 * Links people with the accounts that they move here. To the organization such an account is a new one, as if it were made
 * now: whom it would give none is not linked. Whether members may link accounts of their own does not matter, since it has
 * invited this one itself.
 */
@Injectable()
export class MoverLinking {
  constructor(
    private readonly linking: Linking,
    private readonly registrations: Registrations,
    private readonly followers: Followers,
    private readonly accounts: Accounts,
  ) {}

  /**
   * @param did the account, which is here and not active yet
   * @param linked the account that the person has already
   * @throws {SsoFailure} `already_linked` to another account; `not_invited` if the organization has not announced the
   *   person, or an administrator has denied them one; `expired` if the move is over
   */
  async link(
    connection: Connection,
    claims: VerifiedClaims,
    did: Did,
    linked: Account | undefined,
  ): Promise<void> {
    if (isTheirs(linked, did)) return
    await this.#assertInvited(connection, claims)
    await this.linking.linkProved(connection, claims, did, async (tx) => {
      const account = await this.accounts.lock(tx, did)
      if (!account || stateOf(account) !== 'deactivated')
        throw new SsoFailure('expired', 'The account is not on its way here any more.')
      // What was kept for them is anybody's again.
      await this.registrations.end(tx, { connectionId: connection.id, subject: claims.subject })
    })
  }

  /** The invitation to move is as good as an approval; it does not undo a refusal. */
  async #assertInvited({ id, policy }: Connection, claims: VerifiedClaims): Promise<void> {
    const isAnnounced =
      policy.provisioning.mode !== 'existing' || (await this.followers.expected(id, claims)) !== undefined
    if (!isAnnounced) throw new SsoFailure('not_invited', 'The organization has not announced the person.')
    const registered = await this.registrations.find({ connectionId: id, subject: claims.subject })
    if (registered?.status === 'denied')
      throw new SsoFailure('not_invited', 'An administrator has denied the account.')
  }
}
