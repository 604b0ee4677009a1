import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { TimedId } from '../../telemetry/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import { joiningPoint } from './joining-point.js'
import { type PersonKey, type Registration, RegistrationStore } from './registration.store.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** So long a handle is kept for whoever is asked whether they like it. */
const HANDLE_KEPT_MS = 5 * MINUTE_MS
/** Making an account takes seconds; after this, whoever was at it is dead. */
const MAKING_MS = 2 * MINUTE_MS
/** Somebody who was asked and went away. */
const OPEN_MS = DAY_MS
/** Somebody who waits for an administrator. */
const AWAITING_MS = 30 * DAY_MS

/** People on their way to an account, one registration for each. */
@Injectable()
export class Registrations {
  constructor(
    private readonly store: RegistrationStore,
    private readonly ids: TimedId,
  ) {}

  find(person: PersonKey): Promise<Registration | undefined> {
    return this.store.find(person)
  }

  /** Whether a handle is kept for somebody else. */
  isKept(handle: string, except: PersonKey): Promise<boolean> {
    return this.store.isKept(handle, except, this.#in(0))
  }

  /** Opens a registration, and keeps a handle for it for a while; `false` if that is kept for somebody else. */
  async open(connectionId: string, claims: VerifiedClaims, handle: string | undefined): Promise<boolean> {
    const times = { handleUntil: this.#in(HANDLE_KEPT_MS), expiresAt: this.#in(OPEN_MS) }
    const isKept = await this.#put(connectionId, claims, { status: 'open', handle, ...times })
    joiningPoint('registration opened')
    return isKept
  }

  /** Asks administrators for an account; `false` if the handle is kept for somebody else. */
  askFor(connectionId: string, claims: VerifiedClaims, handle: string): Promise<boolean> {
    const until = this.#in(AWAITING_MS)
    return this.#put(connectionId, claims, {
      status: 'awaiting',
      handle,
      handleUntil: until,
      expiresAt: until,
    })
  }

  /**
   * Makes the account of a person, while nobody else does.
   * @throws {SsoFailure} `busy`
   */
  async making<T>(person: PersonKey, make: () => Promise<T>): Promise<T> {
    const former = await this.store.claim(person, this.#in(0), this.#in(MAKING_MS))
    if (!former) throw new SsoFailure('busy', 'The account is being made already.')
    try {
      return await make()
    } finally {
      // Gone, where the account was made.
      await this.store.release(person, former)
    }
  }

  /** Ends a registration in the transaction that makes the account. */
  end(tx: Queryable, person: PersonKey): Promise<void> {
    return this.store.remove(tx, person)
  }

  async #put(
    connectionId: string,
    claims: VerifiedClaims,
    state: Pick<Registration, 'status' | 'handle' | 'handleUntil' | 'expiresAt'>,
  ): Promise<boolean> {
    const { subject } = claims
    const now = this.#in(0)
    const own = { id: this.ids.next(), connectionId, subject, claims, termsVersion: undefined }
    return this.store.put({ ...own, ...state, createdAt: now }, now)
  }

  #in(ms: number): Date {
    return new Date(this.ids.nowMs() + ms)
  }
}
