import { Injectable } from '@nestjs/common'
import { Secret, TOTP } from 'otpauth'
import encodeQR from 'qr'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { KeyVault, type WrappedKey } from '../../identity/index.js'
import { Clock, Random } from '../../telemetry/index.js'
import type { TotpEnrolment, TotpView } from './factor-views.js'
import { contextOfTotp } from './totp-key-table.js'
import { type StoredTotp, TotpStore } from './totp.store.js'

/** As all apps understand them (RFC 6238): SHA-1, six digits, half a minute. */
const CODES = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const SECRET_BYTES = 20
const CODE = /^\d{6}$/

/** Clocks differ, and typing takes time: the codes of the step before and after are taken as well. */
const WINDOW_STEPS = 1

const MINUTE_MS = 60_000
/** How long an app may take until it shows a first code. */
export const TOTP_PENDING_MS = 15 * MINUTE_MS

/** Codes that change with time, made by an app that shares a secret with this server. Each is good once. */
@Injectable()
export class TotpCodes {
  constructor(
    private readonly store: TotpStore,
    private readonly vault: KeyVault,
    private readonly service: ServiceConfig,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Whether something looks like a code. */
  looksLike(code: string): boolean {
    return CODE.test(code)
  }

  /** The app of an account, if it has one that was confirmed. */
  async find(did: Did, on?: Queryable): Promise<TotpView | undefined> {
    const addedAt = (await this.store.find(did, on))?.confirmedAt
    return addedAt && { addedAt }
  }

  /** A new secret, for an account without an app. @returns `false` if it has one */
  async begin(did: Did): Promise<boolean> {
    const secret = this.random.bytes(SECRET_BYTES)
    return this.store.begin(did, await this.vault.wrap(secret, contextOfTotp(did)), this.#now())
  }

  /** What was begun and not confirmed yet. @param label who the owner is here */
  async pending(did: Did, label: string): Promise<TotpEnrolment | undefined> {
    const stored = await this.#findPending(did)
    if (!stored) return undefined
    const totp = await this.#open(did, stored, label)
    const uri = totp.toString()
    return {
      secret: totp.secret.base32,
      uri,
      qr: encodeQR(uri, 'svg', { ecc: 'medium' }),
      expiresAt: new Date(stored.begunAt.getTime() + TOTP_PENDING_MS),
    }
  }

  /**
   * What confirms that an app makes the codes of the secret that was begun.
   * @returns `undefined` if nothing was begun; of a wrong code, no `confirm`
   */
  async check(
    did: Did,
    code: string,
  ): Promise<{ readonly confirm?: (on: Queryable) => Promise<boolean> } | undefined> {
    const stored = await this.#findPending(did)
    if (!stored) return undefined
    const step = await this.#stepOf(did, stored, code)
    if (step === undefined) return {}
    return { confirm: (on) => this.store.confirm(on, did, stored, step, this.#now()) }
  }

  /** Whether a code of the app of an account is right, now and for the first time. */
  async use(did: Did, code: string): Promise<boolean> {
    const stored = await this.store.find(did)
    if (!stored?.confirmedAt) return false
    const step = await this.#stepOf(did, stored, code)
    return step !== undefined && (await this.store.useStep(did, step))
  }

  /** Removes the app, inside the caller's transaction. @returns whether there was one */
  remove(on: Queryable, did: Did): Promise<boolean> {
    return this.store.remove(on, did)
  }

  async #findPending(did: Did): Promise<StoredTotp | undefined> {
    const stored = await this.store.find(did)
    const isPending =
      stored && !stored.confirmedAt && this.clock.nowMs() - stored.begunAt.getTime() < TOTP_PENDING_MS
    return isPending ? stored : undefined
  }

  async #open(did: Did, stored: WrappedKey, label = ''): Promise<TOTP> {
    const bytes = await this.vault.unwrap(stored, contextOfTotp(did))
    const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer })
    return new TOTP({ ...CODES, issuer: this.service.serviceName, label, secret })
  }

  async #stepOf(did: Did, stored: WrappedKey, code: string): Promise<number | undefined> {
    if (!this.looksLike(code)) return undefined
    const totp = await this.#open(did, stored)
    const timestamp = this.clock.nowMs()
    const delta = totp.validate({ token: code, timestamp, window: WINDOW_STEPS })
    return delta === null ? undefined : totp.counter({ timestamp }) + delta
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
