import { createHash, createHmac } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Secrets } from '../../config/index.js'
import { Random } from '../../telemetry/index.js'

const STATE_BYTES = 32

/**
 * The secrets of a sign-in at a provider. One travels with the browser; all others are derived from it, so that nothing
 * is kept of which somebody could make use.
 */
@Injectable()
export class TransactionSecrets {
  readonly #key: Buffer

  constructor(
    secrets: Secrets,
    private readonly random: Random,
  ) {
    this.#key = secrets.derived('sign-ins at identity providers')
  }

  /** A new secret that comes back with the answer. */
  newState(): string {
    return Buffer.from(this.random.bytes(STATE_BYTES)).toString('base64url')
  }

  /** Under what a state is kept. */
  digestOf(state: string): Buffer {
    return createHash('sha256').update(state).digest()
  }

  /** A secret for one purpose, such as `nonce`: 43 letters of base64url. */
  derived(state: string, purpose: string): string {
    return createHmac('sha256', this.#key).update(`${purpose}\0${state}`).digest('base64url')
  }
}
