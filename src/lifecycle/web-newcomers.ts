import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountExists, HandleTaken } from '../account/index.js'
import { DidDocuments, WebIdentities } from '../identity/index.js'
import { Arrivals } from './arrivals.js'
import type { AccountStep, CreatedAccount } from './created-account.js'
import type { AcceptedSignUp } from './sign-up-rules.js'

/**
 * Makes accounts with new identities of did:web, whose documents are served here. Nobody else has to be asked, so
 * that identity and account are made in one transaction.
 */
@Injectable()
export class WebNewcomers {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly identities: WebIdentities,
    private readonly documents: DidDocuments,
  ) {}

  /** @throws {Refusal} if handle, address or invite code are gone, or somebody has or had the DID */
  async admit(did: Did, accepted: AcceptedSignUp, step: AccountStep): Promise<CreatedAccount> {
    const { handle } = accepted
    try {
      await this.arrivals.admit(
        did,
        accepted,
        async (_did, tx) => {
          await this.identities.begin(tx, did, handle)
          await step(did, tx)
        },
        'active',
      )
    } catch (error) {
      // The name of the DID is the handle.
      throw error instanceof AccountExists ? new HandleTaken(handle) : error
    }
    // The account exists; its document can be had later as well.
    const didDoc = await this.documents.resolve(did, { refresh: true }).catch(() => undefined)
    return { did, handle, didDoc }
  }
}
