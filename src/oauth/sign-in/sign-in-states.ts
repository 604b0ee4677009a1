import { Injectable } from '@nestjs/common'
import { type Account, INVALID_HANDLE } from '../../account/index.js'
import { type PasskeyRequest, Passkeys } from '../../auth/index.js'
import { ServiceConfig } from '../../config/index.js'
import { Terms, type TermsLinks } from '../../terms/index.js'
import type { Device } from '../devices/devices.js'
import type { PasskeyView, SecondFactorState, SignInState, SignUpState } from '../page-state.js'
import type { SignInPlace } from './sign-in-place.js'
import type { ForeignFailure, OfferRequest } from './sign-in-elsewhere.js'
import { SignInWays } from './sign-in-ways.js'
import { SignIns } from './sign-ins.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** What a state is made of by whoever shows it. */
type Own<S, K extends keyof S> = Omit<S, K | 'page'>

/** Makes what the pages show on which somebody signs in or up, whatever it is for. */
@Injectable()
export class SignInStates {
  constructor(
    private readonly signIns: SignIns,
    private readonly passkeys: Passkeys,
    private readonly ways: SignInWays,
    private readonly service: ServiceConfig,
    private readonly terms: Terms,
  ) {}

  /** The first step. */
  async signIn(
    device: Device,
    own: Own<SignInState, 'passkey' | 'organizations'>,
    request: OfferRequest,
  ): Promise<SignInState> {
    const [passkey, { offers }] = await Promise.all([
      this.passkeys.requestSignIn(device.id),
      this.ways.offers(request),
    ])
    return { page: 'sign-in', ...own, passkey: viewOf(passkey), organizations: offers }
  }

  /** Where a browser is sent without being asked, if there is one way to sign in only. */
  async departure(request: OfferRequest): Promise<string | undefined> {
    return (await this.ways.offers(request)).only?.href
  }

  /** Why a sign-in elsewhere did not succeed. */
  failureOf(id: string, { id: deviceId }: Device): Promise<ForeignFailure | undefined> {
    return this.ways.failureOf(id, deviceId)
  }

  /** The second step; `undefined` if the first was not done at this place, or too long ago. */
  async secondFactor(
    place: Pick<SignInPlace, 'device' | 'purpose'>,
    own: Own<SecondFactorState, 'handle' | 'ways' | 'passkey' | 'trustDays'>,
  ): Promise<SecondFactorState | undefined> {
    const pending = await this.signIns.pending(place)
    if (!pending) return undefined
    const { account, ways, passkey, trustMs } = pending
    return {
      page: 'second-factor',
      ...own,
      handle: account.handle ?? INVALID_HANDLE,
      ways,
      passkey: passkey && viewOf(passkey),
      trustDays: Math.floor(trustMs / DAY_MS),
    }
  }

  async signUp(
    own: Own<SignUpState, 'domains' | 'inviteRequired' | 'organizations' | 'links' | 'ofDomains'>,
    signIn: string,
    request: OfferRequest,
  ): Promise<SignUpState> {
    const { handleDomains, inviteRequired } = this.service
    return {
      page: 'sign-up',
      ...own,
      domains: handleDomains,
      inviteRequired,
      organizations: (await this.ways.offers(request)).offers,
      links: { signIn, ...(await this.#linksOf(undefined)) },
      ofDomains: await this.#ofDomains(handleDomains),
    }
  }

  /** Those who have to agree to terms before they go on, by their DIDs. */
  async owing(members: readonly Account[]): Promise<ReadonlySet<string>> {
    const owed = await Promise.all(members.map((member) => this.terms.owed(member)))
    return new Set(members.flatMap(({ did }, index) => (owed[index] ? [did] : [])))
  }

  /** Where the terms are that hold for a member. */
  termsOf({ handle }: Account): Promise<TermsLinks> {
    return this.#linksOf(handle)
  }

  async #linksOf(handle: string | undefined): Promise<TermsLinks> {
    return (await this.terms.offer(handle))?.links ?? {}
  }

  /** What holds below domains that have terms of their own. @param domains each with its dot */
  async #ofDomains(domains: readonly string[]): Promise<SignUpState['ofDomains']> {
    const whole = await this.terms.offer(undefined)
    const offers = await Promise.all(domains.map((domain) => this.terms.offer(`name${domain}`)))
    return domains.flatMap((domain, index) => {
      const offer = offers[index]
      return offer && offer.version !== whole?.version ? [{ domain, links: offer.links }] : []
    })
  }
}

function viewOf({
  challenge,
  rpId,
  timeout,
  userVerification,
  allowCredentials,
}: PasskeyRequest): PasskeyView {
  return {
    challenge,
    ...(rpId !== undefined && { rpId }),
    ...(timeout !== undefined && { timeout }),
    userVerification: userVerification === 'required' ? 'required' : 'preferred',
    allowCredentials: (allowCredentials ?? []).map(({ id, transports = [] }) => ({
      id,
      type: 'public-key',
      transports: transports.map(String),
    })),
  }
}
