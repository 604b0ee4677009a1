import { Injectable } from '@nestjs/common'
import { type Account, Accounts, HandleTaken } from '../../account/index.js'
import { type HandleTemplate, handleDomainOf } from '../connections/connection-policy.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { HandleProposals } from '../handles/handle-proposals.js'
import { Followers } from '../people/followers.js'
import { Joining } from '../people/joining.js'
import { Registrations } from '../people/registrations.js'
import { SsoFailure } from '../sso.errors.js'
import { HandleOutsidePolicy } from './landing.errors.js'
import type { SsoVisit } from './sso-visit.js'

/** What somebody is asked who is to get an account: begun with what is proposed. */
export interface Welcome {
  readonly handle: string
  readonly email: string
  readonly needsApproval: boolean
  /** whether they may link an account that has their address, and how far they are; undefined: not here */
  readonly linking?: 'offered' | 'sent' | undefined
}

/** What somebody has answered. */
export interface WelcomeAnswer extends Pick<Welcome, 'handle' | 'email'> {
  /** to the terms, where there are any */
  readonly agreed: boolean
}

/** People whom an organization has sent, and who have no account yet. */
@Injectable()
export class Onboarding {
  constructor(
    private readonly proposals: HandleProposals,
    private readonly registrations: Registrations,
    private readonly joining: Joining,
    private readonly followers: Followers,
    private readonly accounts: Accounts,
  ) {}

  /**
   * What somebody new has to be asked, with a handle kept for them for a while.
   * @throws {SsoFailure} if they cannot have an account, or not yet
   */
  async welcome(connection: Connection, claims: VerifiedClaims): Promise<Welcome> {
    const { mode } = connection.policy.provisioning
    const person = { connectionId: connection.id, subject: claims.subject }
    const { expected, registered } = await this.#standing(connection, claims)
    const email = claims.email ?? ''
    if (registered?.status === 'approved')
      return { handle: registered.handle ?? '', email, needsApproval: false }
    const wanted = expected?.handle ?? registered?.handle
    const handles = await this.handlesFor(connection, claims)
    const isWantedFree =
      wanted !== undefined &&
      this.proposals.isOf(wanted, handles.domain) &&
      (await this.proposals.isFree(wanted, person))
    const handle = isWantedFree ? wanted : await this.proposals.propose(handles, claims, person)
    const isKept = await this.registrations.open(connection.id, claims, handle)
    return { handle: isKept ? (handle ?? '') : '', email, needsApproval: mode === 'approval' }
  }

  /** Which handles somebody new gets: by their groups, unless an administrator has approved one already. */
  async handlesFor({ id, policy }: Connection, claims: VerifiedClaims): Promise<HandleTemplate> {
    const { handles } = policy.provisioning
    const { groupDomains = [] } = handles
    if (groupDomains.length === 0) return handles
    const registered = await this.registrations.find({ connectionId: id, subject: claims.subject })
    const approved = registered?.status === 'approved' ? registered.handle : undefined
    const ofApproved = [handles, ...groupDomains].find(
      ({ domain }) => approved !== undefined && this.proposals.isOf(approved, domain),
    )
    if (ofApproved) return { ...handles, domain: ofApproved.domain }
    return { ...handles, domain: handleDomainOf(handles, await this.followers.groupsOfNewcomer(id, claims)) }
  }

  /** Whether nothing has to be asked: the organization wants it so, and nothing is open. */
  async isDecided({ policy }: Connection, welcome: Welcome, claims: VerifiedClaims): Promise<boolean> {
    const { mode } = policy.provisioning
    if ((mode !== 'auto' && mode !== 'existing') || welcome.handle === '' || !claims.emailVerified)
      return false
    return claims.email !== undefined && !(await this.accounts.byEmail(claims.email))
  }

  /**
   * Makes the account, or asks administrators for it.
   * @throws {SsoFailure} `awaiting_approval`: it was asked for
   * @throws {Refusal} for what is wrong with the answer
   */
  async join(
    connection: Connection,
    claims: VerifiedClaims,
    { handle, email, agreed }: WelcomeAnswer,
    { ip, locale }: SsoVisit,
  ): Promise<Account> {
    const { mode } = connection.policy.provisioning
    const person = { connectionId: connection.id, subject: claims.subject }
    const { domain } = await this.handlesFor(connection, claims)
    if (!this.proposals.isOf(handle, domain)) throw new HandleOutsidePolicy(domain)
    if (await this.registrations.isKept(handle, person)) throw new HandleTaken(handle)
    // The page was shown some time ago, and there may be two of them.
    const { registered } = await this.#standing(connection, claims)
    const isApproved = registered?.status === 'approved' && [undefined, handle].includes(registered.handle)
    if (mode === 'approval' && !isApproved) {
      if (!(await this.registrations.askFor(connection.id, claims, handle))) throw new HandleTaken(handle)
      throw new SsoFailure('awaiting_approval', 'An administrator was asked.', { handle })
    }
    return this.joining.join(connection, claims, { handle, email }, { ip, locale, agreed })
  }

  /** What is known of somebody new. @throws {SsoFailure} if they cannot have an account, or not yet */
  async #standing({ id, policy }: Connection, claims: VerifiedClaims) {
    const [expected, registered] = await Promise.all([
      this.followers.expected(id, claims),
      this.registrations.find({ connectionId: id, subject: claims.subject }),
    ])
    if (policy.provisioning.mode === 'existing' && !expected)
      throw new SsoFailure('not_invited', 'The organization has not announced the person.')
    if (registered?.status === 'awaiting')
      throw new SsoFailure('awaiting_approval', 'An administrator has not decided yet.')
    if (registered?.status === 'denied')
      throw new SsoFailure('not_invited', 'An administrator has denied the account.')
    return { expected, registered }
  }
}
