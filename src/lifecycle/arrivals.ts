import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { InviteRedemption, type NewAccount, Passwords } from '../account/index.js'
import { ReservedKeys } from '../identity/index.js'
import { AccountFounding } from './account-founding.js'
import type { AccountStep, CreatedAccount } from './created-account.js'
import { IdentityDrafts } from './identity-drafts.js'
import { hashOf } from './password-hash.js'
import type { AcceptedSignUp } from './sign-up-rules.js'

/**
 * Makes accounts for identities that exist and move here. They begin deactivated, unannounced, with an empty
 * repository and a signing key of their own: the one that was reserved for them, or a new one. Their owner brings
 * the rest and points the identity here.
 */
@Injectable()
export class Arrivals {
  constructor(
    private readonly passwords: Passwords,
    private readonly drafts: IdentityDrafts,
    private readonly founding: AccountFounding,
    private readonly invites: InviteRedemption,
    private readonly keys: ReservedKeys,
  ) {}

  /**
   * @param status `active` if the identity points here from the beginning
   * @throws {Refusal} if handle, address or invite code are gone, or the DID has an account here
   */
  async admit(
    did: Did,
    accepted: AcceptedSignUp,
    step: AccountStep,
    status: NewAccount['status'] = 'deactivated',
  ): Promise<CreatedAccount> {
    const { handle, email, inviteCode, language } = accepted
    const passwordHash = await hashOf(this.passwords, accepted)
    const { key, wrappedKey } = await this.keys.keyFor(did)
    await this.founding.found(
      { account: { did, handle, email, passwordHash, status, language }, key, wrappedKey },
      (tx) => this.drafts.checkFree(tx, handle, email),
      async (tx) => inviteCode && (await this.invites.redeem(tx, inviteCode, did)),
      (tx) => this.keys.release(tx, did),
      (tx) => step(did, tx),
    )
    return { did, handle, didDoc: undefined }
  }
}
