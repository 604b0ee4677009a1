import { Injectable } from '@nestjs/common'
import { type Account, Accounts } from '../../account/index.js'
import { UnitOfWork } from '../../database/index.js'
import { NOT_SHOWN_MS, SignIns, UNTOLD_MS } from '../../oauth/index.js'
import { Refusal } from '../../refusal.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { isStepUp } from '../people/admission.js'
import { joiningPoint } from '../people/joining-point.js'
import { OpenedSessions } from '../people/opened-sessions.js'
import { SsoFailure } from '../sso.errors.js'
import type { SsoTransaction } from '../transactions/sso-transaction.js'
import { placeNameOf } from './back-addresses.js'
import { NewsOfPeople } from './news-of-people.js'
import type { SsoVisit } from './sso-visit.js'

/** How it is called in the list of what has happened to an account. */
const METHOD = 'sso'

/** Signs people in whom a provider has sent. */
@Injectable()
export class Entries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly news: NewsOfPeople,
    private readonly accounts: Accounts,
    private readonly signIns: SignIns,
    private readonly sessions: OpenedSessions,
  ) {}

  /**
   * Signs the owner of an account in, in the browser that has come back.
   * @param isKnown whether there was a link before, so that what the provider says is news
   * @throws {SsoFailure} if the account lets nobody in
   */
  async enter(
    connection: Connection,
    transaction: SsoTransaction,
    claims: VerifiedClaims,
    account: Account,
    { visit, isKnown }: { readonly visit: SsoVisit; readonly isKnown: boolean },
  ): Promise<void> {
    const { device, ip } = visit
    const remembered = transaction.purpose !== 'request'
    const place = { device, ip, remembered, purpose: placeNameOf(transaction.back) }
    const provedAtMs = transaction.isForced ? undefined : provedAtMsOf(connection, claims)
    try {
      // What else has to be proved is the provider's to ask.
      await this.signIns.complete({ account, method: METHOD, isTwoFactor: true, provedAtMs }, place)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new SsoFailure('no_account_allowed', error.message, { did: account.did, code: error.code })
    }
    await this.work.run(async (tx) => {
      await this.news.take(tx, connection, claims, { account, isKnown })
      await this.sessions.opened(tx, { transaction, claims, did: account.did, device })
    })
    if (!isKnown) joiningPoint('newcomer signed in')
    this.accounts.changed(account.did)
  }
}

/**
 * When somebody has shown who they are whom the provider was not told to ask anew: it may have seen them days ago. Whom it
 * has not looked at as closely as it has to then has shown nothing: the link that sets out can be changed by anybody.
 */
function provedAtMsOf({ policy }: Connection, claims: VerifiedClaims): number {
  return isStepUp(claims, policy.stepUp) ? (claims.authTimeMs ?? UNTOLD_MS) : NOT_SHOWN_MS
}
