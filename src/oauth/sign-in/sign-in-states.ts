import { Injectable } from '@nestjs/common'
import { INVALID_HANDLE } from '../../account/index.js'
import { type PasskeyRequest, Passkeys } from '../../auth/index.js'
import { ServiceConfig } from '../../config/index.js'
import type { Device } from '../devices/devices.js'
import type { PasskeyView, SecondFactorState, SignInState, SignUpState } from '../page-state.js'
import type { SignInPlace } from './sign-in-place.js'
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
    private readonly service: ServiceConfig,
  ) {}

  /** The first step. */
  async signIn(device: Device, own: Own<SignInState, 'passkey'>): Promise<SignInState> {
    return { page: 'sign-in', ...own, passkey: viewOf(await this.passkeys.requestSignIn(device.id)) }
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

  signUp(own: Own<SignUpState, 'domains' | 'inviteRequired' | 'links'>, signIn: string): SignUpState {
    const {
      handleDomains,
      inviteRequired,
      termsOfServiceUrl: terms,
      privacyPolicyUrl: privacy,
    } = this.service
    return {
      page: 'sign-up',
      ...own,
      domains: handleDomains,
      inviteRequired,
      links: { signIn, terms, privacy },
    }
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
