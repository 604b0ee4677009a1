import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Secrets } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { isPublicAddress, networkOf } from '../../outbound/index.js'
import { Clock } from '../../telemetry/index.js'
import { AccountData } from '../account-data.js'
import { TooManyFailures } from '../account.errors.js'
import { lockEnd } from './lock-end.js'
import { LockoutConfig } from './lockout.config.js'
import { LockoutStore } from './lockout.store.js'

const KEY_BYTES = 16
/** A network is written down again when it was last seen longer ago. */
const NETWORK_RENEWED_MS = 24 * 60 * 60 * 1000

/** Somebody's attempt to prove who they are, by a password or a code. */
export interface Attempt {
  /**
   * What is proved. Each is counted by itself, whatever names are: who signs in types any text for one, and must not use
   * up the attempts at something else.
   * @default 'password'
   */
  readonly of?: 'password' | 'admin password' | 'code' | 'recovery code'
  /** as it was typed, in lower case: one that does not exist is treated like any other */
  readonly name: string
  readonly ip: string
  /** the account behind the name, if there is one */
  readonly did?: Did | undefined
  /** whether failures from elsewhere count; not for those who could be kept out by them for good */
  readonly everywhere?: boolean
}

/** What an attempt is counted under: this name from here, this name from anywhere, any name from here. */
interface Count {
  readonly kind: 'here' | 'everywhere' | 'network'
  readonly key: Buffer
  readonly failuresMax: number
}

/**
 * Makes those wait who fail to sign in again and again: with one name from one network, with any names from one
 * network, and with one name from anywhere. The last does not concern networks from which the account has signed in
 * before, so that nobody can be locked out from elsewhere.
 */
@Injectable()
export class Lockout extends AccountData {
  override readonly known = {
    networks: `SELECT seen_at FROM sign_in_network WHERE did = $1 ORDER BY seen_at`,
  }

  readonly #secret: Buffer

  constructor(
    private readonly store: LockoutStore,
    private readonly config: LockoutConfig,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    super()
    this.#secret = secrets.derived('failed sign-ins')
  }

  /**
   * Lets somebody try to prove who they are.
   * @param prove does the work; `undefined` is a failure, which is counted and answered no sooner than is configured
   * @throws {TooManyFailures} before any work is done, or after it, if others have failed meanwhile
   */
  async attempt<T>(attempt: Attempt, prove: () => Promise<T | undefined>): Promise<T | undefined> {
    const startedMs = this.clock.nowMs()
    await this.#admit(attempt)
    const proved = await prove()
    if (proved === undefined) {
      await this.#fail(attempt)
      await delay(Math.max(0, startedMs + this.config.failedSignInMs - this.clock.nowMs()))
      return undefined
    }
    // Many attempts at a time would all have been admitted: what a lock came before is not told.
    const failed = await this.#admit(attempt)
    await this.#succeed(attempt, failed)
    return proved
  }

  /** Remembers a network as one that an account is used from, inside the caller's transaction if there is one. */
  async know(did: Did, ip: string, tx?: Queryable): Promise<void> {
    if (!this.config.enabled) return
    const network = this.#networkKey(did, ip)
    await this.store.rememberNetwork(did, network, this.#ago(0), this.#ago(NETWORK_RENEWED_MS), tx)
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.forgetNetworks(tx, did)
  }

  /** @returns whether there was a failure with this name from this network */
  async #admit(attempt: Attempt): Promise<boolean> {
    if (!this.config.enabled) return false
    const counts = this.#counts(attempt)
    const runs = await this.store.runs(
      counts.map(({ key }) => key),
      this.#ago(this.config.memoryMs),
    )
    const nowMs = this.clock.nowMs()
    for (const { kind, key, failuresMax } of counts) {
      const run = runs.find((one) => one.key.equals(key))
      const endsMs = run ? lockEnd(run, failuresMax, this.config) : 0
      if (endsMs <= nowMs || (kind === 'everywhere' && (await this.#isKnown(attempt)))) continue
      throw new TooManyFailures({
        points: failuresMax,
        windowMs: this.config.memoryMs,
        endsMs,
        leftMs: endsMs - nowMs,
      })
    }
    return runs.some((run) => counts.some(({ kind, key }) => kind === 'here' && key.equals(run.key)))
  }

  async #fail(attempt: Attempt): Promise<void> {
    if (!this.config.enabled) return
    const keys = this.#counts(attempt).map(({ key }) => key)
    await this.store.fail(keys, this.#ago(0), this.#ago(this.config.memoryMs))
  }

  /** The count of the network is not forgiven: whoever has an account could go on guessing at others. */
  async #succeed(attempt: Attempt, failed: boolean): Promise<void> {
    if (!this.config.enabled) return
    const here = this.#counts(attempt).find(({ kind }) => kind === 'here')!
    if (failed) await this.store.forgive(here.key)
    if (attempt.did) await this.know(attempt.did, attempt.ip)
  }

  async #isKnown({ did, ip }: Attempt): Promise<boolean> {
    if (!did) return false
    return this.store.knowsNetwork(this.#networkKey(did, ip), this.#ago(this.config.networkKnownMs))
  }

  #counts({ of = 'password', name, ip, everywhere = true }: Attempt): Count[] {
    const { failuresMax, nameFailuresMax, networkFailuresMax } = this.config
    const network = networkOf(ip)
    const counts: Count[] = [{ kind: 'here', key: this.#key('here', of, name, network), failuresMax }]
    if (everywhere) {
      counts.push({
        kind: 'everywhere',
        key: this.#key('everywhere', of, name),
        failuresMax: nameFailuresMax,
      })
    }
    // Behind a private address may be everybody: a proxy that does not say for whom it asks.
    if (isPublicAddress(network.replace(/\/64$/, ''))) {
      counts.push({ kind: 'network', key: this.#key('network', network), failuresMax: networkFailuresMax })
    }
    return counts
  }

  #networkKey(did: Did, ip: string): Buffer {
    return this.#key('known', did, networkOf(ip))
  }

  /** Names and addresses are not for those who read the database. */
  #key(...parts: string[]): Buffer {
    return createHmac('sha256', this.#secret).update(JSON.stringify(parts)).digest().subarray(0, KEY_BYTES)
  }

  #ago(ms: number): Date {
    return new Date(this.clock.nowMs() - ms)
  }
}
