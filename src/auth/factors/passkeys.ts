import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import type { PasskeyCreation } from './factor-views.js'
import { InvalidPasskey, TooManyPasskeys } from './factors.errors.js'
import { CHALLENGE_LIFETIME_MS, type ChallengePurpose, PasskeyChallenges } from './passkey-challenges.js'
import { PasskeyStore, type StoredPasskey } from './passkey.store.js'

/** What a browser is to prove with a passkey: what `startAuthentication({ optionsJSON })` takes. */
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON

/** Loaded with the first passkey that is asked for: it takes a fifth of a second, and the server is up before. */
const webauthn = () => import('@simplewebauthn/server')

const PASSKEYS_MAX = 25
const CREDENTIAL_ID = /^[\w-]{1,1400}$/
const TRANSPORT = /^[a-z-]{1,20}$/

/** A passkey whose owner was just there. */
export interface ProvedPasskey {
  readonly did: Did
  readonly id: string
}

/** The ceremonies of passkeys (WebAuthn): making one, and proving to have it. */
@Injectable()
export class Passkeys {
  readonly #rpId: string

  constructor(
    private readonly store: PasskeyStore,
    private readonly challenges: PasskeyChallenges,
    private readonly service: ServiceConfig,
    private readonly clock: Clock,
  ) {
    this.#rpId = new URL(service.publicUrl).hostname
  }

  /** The passkeys of an account, oldest first. */
  list(did: Did, on?: Queryable): Promise<StoredPasskey[]> {
    return this.store.list(did, on)
  }

  /** What a browser is to make a passkey of. @param label who the owner is here @throws {TooManyPasskeys} */
  async beginCreation(did: Did, deviceId: Uint8Array, label: string): Promise<PasskeyCreation> {
    const present = await this.store.list(did)
    if (present.length >= PASSKEYS_MAX) throw new TooManyPasskeys(PASSKEYS_MAX)
    const { generateRegistrationOptions } = await webauthn()
    return generateRegistrationOptions({
      rpName: this.service.serviceName,
      rpID: this.#rpId,
      userName: label,
      userDisplayName: label,
      userID: userHandleOf(did),
      challenge: this.challenges.issue({ kind: 'create', deviceId, did }),
      timeout: CHALLENGE_LIFETIME_MS,
      attestationType: 'none',
      excludeCredentials: present.map(descriptorOf),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    })
  }

  /** The passkey that a browser has made. @param response as JSON @throws {InvalidPasskey} */
  async finishCreation(
    did: Did,
    deviceId: Uint8Array,
    response: string,
  ): Promise<Omit<StoredPasskey, 'name'>> {
    const answer = parse<RegistrationResponseJSON>(response)
    const { verifyRegistrationResponse } = await webauthn()
    const { registrationInfo } = await this.#answered({ kind: 'create', deviceId, did }, (expected) =>
      verifyRegistrationResponse({ response: answer, ...expected, requireUserVerification: false }),
    )
    if (!registrationInfo) throw new InvalidPasskey()
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo
    return {
      id: credential.id,
      did,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: (credential.transports ?? []).filter((one) => TRANSPORT.test(one)),
      isSynced: credentialDeviceType === 'multiDevice' && credentialBackedUp,
      createdAt: new Date(this.clock.nowMs()),
      lastUsedAt: undefined,
    }
  }

  /** What a browser is to prove to sign in, whoever its owner is; who they are is verified by the device. */
  async requestSignIn(deviceId: Uint8Array): Promise<PasskeyRequest> {
    return this.#request({ kind: 'sign-in', deviceId }, [], 'required')
  }

  /** What a browser is to prove after the password; `undefined` if the account has no passkey. */
  async requestFactor(did: Did, deviceId: Uint8Array): Promise<PasskeyRequest | undefined> {
    const passkeys = await this.store.list(did)
    if (passkeys.length === 0) return undefined
    return this.#request({ kind: 'factor', deviceId, did }, passkeys, 'preferred')
  }

  /**
   * Whose passkey it is that a browser has shown.
   * @param response as JSON
   * @throws {InvalidPasskey} if it is none that is known here, is no answer to a challenge for this purpose, was given
   * before, or there are two of it
   */
  async prove(response: string, purpose: ChallengePurpose): Promise<ProvedPasskey> {
    const answer = parse<AuthenticationResponseJSON>(response)
    const passkey = await this.store.find(answer.id)
    if (!passkey || (purpose.did !== undefined && passkey.did !== purpose.did)) throw new InvalidPasskey()
    const { id, did, publicKey, counter } = passkey
    const { verifyAuthenticationResponse } = await webauthn()
    const { verified, authenticationInfo } = await this.#answered(purpose, (expected) =>
      verifyAuthenticationResponse({
        response: answer,
        ...expected,
        credential: { id, publicKey: Uint8Array.from(publicKey), counter },
        requireUserVerification: purpose.kind === 'sign-in',
      }),
    )
    const { userHandle } = answer.response
    if (!verified || (userHandle && !isHandleOf(userHandle, did))) throw new InvalidPasskey()
    const isNew = await this.store.use(id, authenticationInfo.newCounter, new Date(this.clock.nowMs()))
    if (!isNew) throw new InvalidPasskey()
    return { did, id }
  }

  async #request(
    purpose: ChallengePurpose,
    allowed: readonly StoredPasskey[],
    userVerification: 'required' | 'preferred',
  ): Promise<PasskeyRequest> {
    const { generateAuthenticationOptions } = await webauthn()
    return generateAuthenticationOptions({
      rpID: this.#rpId,
      challenge: this.challenges.issue(purpose),
      timeout: CHALLENGE_LIFETIME_MS,
      userVerification,
      allowCredentials: allowed.map(descriptorOf),
    })
  }

  /** Verifies an answer, and that it is the first one to its challenge. */
  async #answered<T extends { verified: boolean }>(
    purpose: ChallengePurpose,
    verify: (expected: ExpectedAnswer) => Promise<T>,
  ): Promise<T> {
    let signed = ''
    const expectedChallenge = (challenge: string) => {
      signed = challenge
      return this.challenges.isFor(challenge, purpose)
    }
    const origin = { expectedOrigin: this.service.publicUrl, expectedRPID: this.#rpId }
    // Whatever the library throws is about the answer: nothing else is done there.
    const result = await verify({ ...origin, expectedChallenge }).catch(() => undefined)
    if (!result?.verified || !(await this.challenges.use(signed))) throw new InvalidPasskey()
    return result
  }
}

interface ExpectedAnswer {
  readonly expectedChallenge: (challenge: string) => boolean
  readonly expectedOrigin: string
  readonly expectedRPID: string
}

/** What devices know the account by: it says nothing about it. */
function userHandleOf(did: Did): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(`passkeys of\0${did}`).digest())
}

function isHandleOf(userHandle: string, did: Did): boolean {
  return Buffer.from(userHandle, 'base64url').equals(userHandleOf(did))
}

function descriptorOf({ id, transports }: StoredPasskey) {
  return { id, transports: [...transports] }
}

/** The library looks at everything but what it has to find first. @throws {InvalidPasskey} */
function parse<T extends { id: string; response: object }>(json: string): T {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new InvalidPasskey()
  }
  const { id, response } = (value ?? {}) as { id?: unknown; response?: unknown }
  if (typeof id !== 'string' || !CREDENTIAL_ID.test(id)) throw new InvalidPasskey()
  if (typeof response !== 'object' || response === null) throw new InvalidPasskey()
  return value as T
}
