import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts } from '../../account/index.js'
import { Clock } from '../../telemetry/index.js'
import { OauthConfig } from '../oauth.config.js'
import { DeviceCookies } from './device-cookies.js'
import { DeviceStore, type SignedInDevice } from './device.store.js'
import type { Proved, SignInProof } from './sign-in-proof.js'

const USER_AGENT_LENGTH_MAX = 512

/** A browser, known by its cookie. */
export interface Device {
  readonly id: Buffer
  /** Sets the cookie; absent when the browser has it already. */
  readonly setCookie: string | undefined
  /** value of the cookie */
  readonly secret: string
}

/** What a browser sends. */
export interface BrowserHeaders {
  readonly cookie?: string | undefined
  readonly 'user-agent'?: string | undefined
}

/** An account that is signed in in a browser. */
export interface SignedInAccount {
  readonly account: Account
  /** whether its password, or whatever it signs in with, has to be asked for again */
  readonly isStale: boolean
  /** in milliseconds since the epoch */
  readonly signedInAtMs: number
  /** when they have shown who they are, in milliseconds since the epoch: elsewhere that may be long before */
  readonly provedAtMs: number
  /** how they have shown it */
  readonly provedBy: SignInProof
  /** whether it stays signed in after what it has signed in for */
  readonly isRemembered: boolean
}

/** The browsers in which accounts are signed in, several at a time, each known by a cookie of ours. */
@Injectable()
export class Devices {
  constructor(
    private readonly store: DeviceStore,
    private readonly accounts: Accounts,
    private readonly config: OauthConfig,
    private readonly cookies: DeviceCookies,
    private readonly clock: Clock,
  ) {}

  /** The browser of a request; `undefined` if it has no cookie of ours, or one that is not known. */
  async find(headers: BrowserHeaders): Promise<Device | undefined> {
    const secret = this.cookies.read(headers.cookie)
    if (secret === undefined) return undefined
    const id = digestOf(secret)
    return (await this.store.knows(id)) ? { id, secret, setCookie: undefined } : undefined
  }

  /** The browser of a request, of which nothing is written down: whoever only looks leaves no trace. */
  greet(headers: BrowserHeaders): Device {
    const secret = this.cookies.read(headers.cookie)
    return secret === undefined ? this.#stranger() : { id: digestOf(secret), secret, setCookie: undefined }
  }

  /** The browser of a request; it gets a cookie if it has none. @param ip of the client, where it is known */
  async meet(headers: BrowserHeaders, ip?: string): Promise<Device> {
    const device = (await this.find(headers)) ?? this.#stranger()
    await this.note(device, headers, ip)
    return device
  }

  /** Writes down that a browser was seen, for the first time or once more. @param ip of the client, where it is known */
  async note(device: Device, headers: BrowserHeaders, ip?: string): Promise<void> {
    const userAgent = headers['user-agent']?.slice(0, USER_AGENT_LENGTH_MAX)
    await this.store.see(device.id, { userAgent, ip }, new Date(this.clock.nowMs()))
  }

  /**
   * Notes that an account has signed in just now.
   * @param remembered whether for longer than what it is for
   * @param ip of the client
   * @param proved how they have shown who they are, and when
   */
  async signIn(
    device: Pick<Device, 'id'>,
    did: Did,
    remembered: boolean,
    ip: string,
    { by: provedBy, atMs = Number.POSITIVE_INFINITY }: Proved,
  ): Promise<void> {
    const nowMs = this.clock.nowMs()
    const provedAt = new Date(Math.min(atMs, nowMs))
    const account = { did, remembered, signedInAt: new Date(nowMs), provedAt, provedBy }
    await this.store.signIn(device.id, account, ip)
  }

  /** The browsers in which an account is signed in, the one that was seen last first. */
  listOf(did: Did): Promise<SignedInDevice[]> {
    return this.store.devicesOf(did)
  }

  /** Signs an account out of one browser. @returns whether it was signed in there */
  signOut(did: Did, deviceId: Uint8Array): Promise<boolean> {
    return this.store.leave(did, deviceId, 'stay')
  }

  /** Signs an account out of all browsers but one. */
  async signOutElsewhere(did: Did, device: Device): Promise<void> {
    await this.store.leave(did, device.id, 'leave')
  }

  /**
   * The accounts that are signed in, the latest first, as far as they are still here.
   * @param sinceMs sign-ins from then on count, even such as are not remembered
   */
  async accountsOf(device: Pick<Device, 'id'>, sinceMs: number): Promise<SignedInAccount[]> {
    const found: SignedInAccount[] = []
    const freshMs = this.clock.nowMs() - this.config.signInMs
    for (const { did, remembered, signedInAt, provedAt, provedBy } of await this.store.accounts(device.id)) {
      const atMs = signedInAt.getTime()
      if (!remembered && atMs < sinceMs) continue
      const account = await this.accounts.byDid(did)
      const isStale = atMs < sinceMs && atMs < freshMs
      const proof = { signedInAtMs: atMs, provedAtMs: provedAt.getTime(), provedBy }
      if (account) found.push({ account, isStale, ...proof, isRemembered: remembered })
    }
    return found
  }

  #stranger(): Device {
    const secret = this.cookies.make()
    return { id: digestOf(secret), secret, setCookie: this.cookies.header(secret) }
  }
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
