import { plcToDidDocument } from '@guildhall/identity'
import { Injectable } from '@nestjs/common'
import { InviteRedemption, Passwords } from '../account/index.js'
import { DidDocuments } from '../identity/index.js'
import { AccountFounding } from './account-founding.js'
import type { AccountStep, CreatedAccount } from './created-account.js'
import { creationPoint } from './creation-point.js'
import { type IdentityDraft, IdentityDrafts } from './identity-drafts.js'
import { hashOf } from './password-hash.js'
import type { AcceptedSignUp } from './sign-up-rules.js'

/** Makes accounts with new identities (did:plc). */
@Injectable()
export class Newcomers {
  constructor(
    private readonly passwords: Passwords,
    private readonly drafts: IdentityDrafts,
    private readonly founding: AccountFounding,
    private readonly invites: InviteRedemption,
    private readonly documents: DidDocuments,
  ) {}

  /** @throws {Refusal} if handle, address or invite code are gone, or the PLC directory does not take the identity */
  async admit(accepted: AcceptedSignUp, step: AccountStep): Promise<CreatedAccount> {
    const draft = await this.drafts.reserve(accepted)
    try {
      // The hash keeps a core busy while the directory is asked; both must have ended before anything is undone.
      const hashing = hashOf(this.passwords, accepted)
      const [hashed, published] = await Promise.allSettled([hashing, this.drafts.publish(draft)])
      if (published.status === 'rejected') throw published.reason
      if (hashed.status === 'rejected') throw hashed.reason
      await this.#found(draft, accepted, hashed.value, step)
    } catch (failure) {
      await this.drafts.cancel(draft.did, failure)
      throw failure
    }
    const didDoc = plcToDidDocument(draft.did, draft.operation)
    this.documents.remember(draft.did, didDoc)
    return { did: draft.did, handle: accepted.handle, didDoc }
  }

  #found(
    draft: IdentityDraft,
    { inviteCode, language }: AcceptedSignUp,
    passwordHash: string | undefined,
    step: AccountStep,
  ): Promise<void> {
    const { did, handle, email, key, signingKey } = draft
    return this.founding.found(
      {
        account: { did, handle, email, passwordHash, status: 'active', language },
        key,
        wrappedKey: signingKey,
      },
      (tx) => this.drafts.finish(tx, did),
      async (tx) => inviteCode && (await this.invites.redeem(tx, inviteCode, did)),
      async (tx) => {
        await step(did, tx)
        creationPoint('session opened')
      },
    )
  }
}
