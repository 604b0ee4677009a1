import { Injectable } from '@nestjs/common'
import type { Device } from '../../oauth/index.js'
import { Clock } from '../../telemetry/index.js'
import { ConnectionStore } from '../connections/connection.store.js'
import { SsoFailure } from '../sso.errors.js'
import { isSame } from '../transactions/callbacks.js'
import type { SsoTransaction } from '../transactions/sso-transaction.js'
import { SsoTransactionStore } from '../transactions/sso-transaction.store.js'
import { Traces } from '../transactions/traces.js'
import type { ProvedTransaction } from './landings.js'

/** Sign-ins of which the provider has said who it is, until it is settled what becomes of them. */
@Injectable()
export class ProvedTransactions {
  constructor(
    private readonly store: SsoTransactionStore,
    private readonly connections: ConnectionStore,
    private readonly traces: Traces,
    private readonly clock: Clock,
  ) {}

  /**
   * The one of an id, in the browser that has begun it.
   * @throws {SsoFailure} `expired` or `other_browser`
   */
  async find(id: string, device: Device | undefined): Promise<ProvedTransaction> {
    const transaction = await this.store.find(id)
    const isOver = !transaction || transaction.expiresAt.getTime() <= this.clock.nowMs()
    if (isOver || !transaction.claims || transaction.finishedAt)
      throw new SsoFailure('expired', 'The sign-in is over, or took too long.')
    if (!device || !isSame(device.id, transaction.deviceId)) return this.#refuse(transaction)
    const connection = await this.connections.find(transaction.connectionId)
    if (!connection) throw new SsoFailure('connection_off', 'The connection was removed meanwhile.')
    return { connection, transaction, claims: transaction.claims }
  }

  /**
   * The answer to one browser has come to another one: whoever has begun the sign-in has let somebody else answer, who
   * may not have known it. Nobody goes on with it.
   */
  async #refuse(transaction: SsoTransaction): Promise<never> {
    const failure = new SsoFailure('other_browser', 'The sign-in was begun in another browser.')
    await this.traces.failed(transaction, failure, transaction.claims)
    await this.store.finish(transaction.id, new Date(this.clock.nowMs()))
    throw failure
  }

  /** It has come to a good end. */
  async done({ transaction, claims }: ProvedTransaction, did: string | undefined): Promise<void> {
    const { raw: _raw, ...person } = claims
    const details = transaction.purpose === 'test' ? { claims: claims.raw, person } : { did }
    await this.traces.done(transaction, details)
    await this.store.finish(transaction.id, new Date(this.clock.nowMs()))
  }

  /** It has not. */
  async failed({ transaction, claims }: ProvedTransaction, failure: SsoFailure): Promise<void> {
    await this.traces.failed(transaction, failure, claims)
    await this.store.finish(transaction.id, new Date(this.clock.nowMs()))
  }
}
