import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Secrets } from '../../config/index.js'
import { Clock, Random } from '../../telemetry/index.js'
import { UsedTokenStore } from '../used-token.store.js'

const MINUTE_MS = 60_000
/** How long a browser may take to answer. */
export const CHALLENGE_LIFETIME_MS = 5 * MINUTE_MS

const RANDOM_BYTES = 16
const TIME_BYTES = 6
const HEAD_BYTES = RANDOM_BYTES + TIME_BYTES

/** What a challenge is for. The answer to one is none to another, nor one from another browser. */
export interface ChallengePurpose {
  readonly kind: 'create' | 'sign-in' | 'factor'
  readonly deviceId: Uint8Array
  /** the account; absent where it is not known yet */
  readonly did?: string | undefined
}

/**
 * What passkeys have to sign: random bytes and a time, sealed for a purpose with a key of the installation. Nothing is
 * written down for pages that are only looked at; that a challenge was answered is, for all nodes, so that it is good once.
 */
@Injectable()
export class PasskeyChallenges {
  readonly #secret: Buffer

  constructor(
    private readonly used: UsedTokenStore,
    private readonly clock: Clock,
    private readonly random: Random,
    secrets: Secrets,
  ) {
    this.#secret = secrets.derived('challenges of passkeys')
  }

  issue(purpose: ChallengePurpose): Uint8Array<ArrayBuffer> {
    const head = Buffer.alloc(HEAD_BYTES)
    head.set(this.random.bytes(RANDOM_BYTES))
    head.writeUIntBE(this.clock.nowMs() + CHALLENGE_LIFETIME_MS, RANDOM_BYTES, TIME_BYTES)
    return Uint8Array.from([...head, ...this.#seal(head, purpose)])
  }

  /** Whether a challenge, in base64url, was issued for a purpose, and is still good. */
  isFor(challenge: string, purpose: ChallengePurpose): boolean {
    const bytes = Buffer.from(challenge, 'base64url')
    const head = bytes.subarray(0, HEAD_BYTES)
    const seal = this.#seal(head, purpose)
    const given = bytes.subarray(HEAD_BYTES)
    if (given.length !== seal.length || !timingSafeEqual(given, seal)) return false
    return endOf(head) > this.clock.nowMs()
  }

  /** Uses a challenge up that {@link isFor} has found good. @returns `false` if it was used before */
  use(challenge: string): Promise<boolean> {
    const bytes = Buffer.from(challenge, 'base64url')
    const key = createHash('sha256').update('challenge of a passkey\0').update(bytes).digest()
    return this.used.use(key, new Date(endOf(bytes)))
  }

  #seal(head: Uint8Array, { kind, deviceId, did = '' }: ChallengePurpose): Buffer {
    const purpose = JSON.stringify([kind, Buffer.from(deviceId).toString('hex'), did])
    return createHmac('sha256', this.#secret).update(head).update(purpose).digest()
  }
}

function endOf(bytes: Buffer): number {
  return bytes.readUIntBE(RANDOM_BYTES, TIME_BYTES)
}
