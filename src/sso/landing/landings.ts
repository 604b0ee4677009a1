import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import { Terms } from '../../terms/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { assertAdmitted, assertStepUp } from '../people/admission.js'
import { LinkingWays } from '../people/linking-ways.js'
import { SsoFailure } from '../sso.errors.js'
import type { SsoTransaction } from '../transactions/sso-transaction.js'
import { backWith } from './back-addresses.js'
import { Entries } from './entries.js'
import { Onboarding, type Welcome, type WelcomeAnswer } from './onboarding.js'
import type { SsoVisit } from './sso-visit.js'
import { assertNewcomerWanted, assertWanted } from './wanted-person.js'

/** A sign-in of which the provider has said who it is. */
export interface ProvedTransaction {
  readonly connection: Connection
  readonly transaction: SsoTransaction
  readonly claims: VerifiedClaims
}

/** What comes of it: it goes on elsewhere, or something has to be asked. */
export type Landing =
  | { readonly kind: 'go'; readonly to: string; readonly did: string | undefined }
  | { readonly kind: 'ask'; readonly welcome: Welcome }

/** Decides what becomes of somebody whom a provider has sent. */
@Injectable()
export class Landings {
  constructor(
    private readonly ways: LinkingWays,
    private readonly entries: Entries,
    private readonly onboarding: Onboarding,
    private readonly terms: Terms,
  ) {}

  /** @throws {SsoFailure | Refusal} */
  async land(proved: ProvedTransaction, visit: SsoVisit): Promise<Landing> {
    const { connection, transaction, claims } = proved
    const { purpose, back } = transaction
    if (purpose === 'test') return { kind: 'go', to: back, did: undefined }
    assertAdmissible(proved)
    const linked = await this.ways.own.accountOf(connection, claims)
    if (purpose === 'link') {
      await this.ways.own.link(connection, claims, transaction.did!, linked)
      return { kind: 'go', to: back, did: transaction.did }
    }
    if (purpose === 'move') {
      await this.ways.moving.link(connection, claims, transaction.did!, linked)
      return { kind: 'go', to: back, did: transaction.did }
    }
    if (linked) return this.#enter(proved, linked, visit, true)
    assertNewcomerWanted(claims, transaction.loginHint)
    const offer = this.ways.mailed.isOffered(connection, claims) ? ('offered' as const) : undefined
    const welcome = { ...(await this.onboarding.welcome(connection, claims)), linking: offer }
    const isDecided =
      (await this.onboarding.isDecided(connection, welcome, claims)) &&
      (await this.terms.offer(welcome.handle)) === undefined
    if (!isDecided) return { kind: 'ask', welcome }
    return this.#join(proved, { ...welcome, agreed: false }, visit)
  }

  /** The domain below which somebody new gets a handle, without a leading dot. */
  async handleDomainFor({ connection, claims }: ProvedTransaction): Promise<string> {
    return (await this.onboarding.handlesFor(connection, claims)).domain
  }

  /** Goes on with what somebody new has answered. @throws {SsoFailure | Refusal} */
  async answer(proved: ProvedTransaction, answer: WelcomeAnswer, visit: SsoVisit): Promise<Landing> {
    const { connection, transaction, claims } = proved
    assertAsked(proved)
    assertNewcomerWanted(claims, transaction.loginHint)
    // Sent twice, or from two windows: the account is there already.
    const linked = await this.ways.own.accountOf(connection, claims)
    if (linked) return this.#enter(proved, linked, visit, true)
    return this.#join(proved, answer, visit)
  }

  /** Sends a code to the address that the provider has said, so that whoever reads it may link their account. */
  async sendCode(proved: ProvedTransaction): Promise<void> {
    const { connection, claims } = proved
    assertAsked(proved)
    await this.ways.mailed.send(connection, claims)
  }

  /** Links the account of whoever reads the mail of its address, and signs in to it. @throws {SsoFailure | Refusal} */
  async link(proved: ProvedTransaction, code: string, visit: SsoVisit): Promise<Landing> {
    const { connection, transaction, claims } = proved
    assertAsked(proved)
    assertNewcomerWanted(claims, transaction.loginHint)
    const account = await this.ways.mailed.link(connection, claims, code)
    return this.#enter(proved, account, visit, false)
  }

  async #join(proved: ProvedTransaction, answer: WelcomeAnswer, visit: SsoVisit): Promise<Landing> {
    const account = await this.onboarding.join(proved.connection, proved.claims, answer, visit)
    return this.#enter(proved, account, visit, false)
  }

  async #enter(
    { connection, transaction, claims }: ProvedTransaction,
    account: Account,
    visit: SsoVisit,
    isKnown: boolean,
  ): Promise<Landing> {
    assertWanted(account, transaction.loginHint)
    await this.entries.enter(connection, transaction, claims, account, { visit, isKnown })
    return { kind: 'go', to: backWith(transaction.back, account.did), did: account.did }
  }
}

/** Whether the organization lets somebody in who has come like this. @throws {SsoFailure} */
function assertAdmissible({ connection, transaction, claims }: ProvedTransaction): void {
  if (connection.status !== 'enabled')
    throw new SsoFailure('connection_off', 'The connection is not enabled.')
  assertAdmitted(claims, connection.policy.admission)
  if (transaction.isForced) assertStepUp(claims, connection.policy.stepUp)
}

/** The same for whoever sends a form: only those are asked who want to sign in. @throws {SsoFailure} */
function assertAsked(proved: ProvedTransaction): void {
  const { purpose } = proved.transaction
  if (purpose !== 'request' && purpose !== 'pages')
    throw new SsoFailure('bad_answer', 'Nobody was asked anything.')
  assertAdmissible(proved)
}
