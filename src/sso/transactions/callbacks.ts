import { timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import { SsoFailure } from '../sso.errors.js'
import { TRANSACTION_MS } from './departures.js'
import { ProviderAnswers } from './provider-answers.js'
import type { SsoTransaction } from './sso-transaction.js'
import { SsoTransactionStore } from './sso-transaction.store.js'
import { Traces } from './traces.js'
import { TransactionSecrets } from './transaction-secrets.js'

/** What a browser brings back from a provider. */
export interface Callback {
  readonly state: string
  readonly method: 'GET' | 'POST'
  readonly parameters: Readonly<Record<string, string>>
  /**
   * the browser, where its cookie came along; a form of another site comes without: then the address that the browser is
   * sent to next looks at it, and until then nothing is bound to anybody
   */
  readonly deviceId: Uint8Array | undefined
}

/** What came of a callback: under which id it goes on, or is looked up. */
export interface CallbackOutcome {
  readonly transaction: SsoTransaction
  readonly failure: SsoFailure | undefined
}

/** Takes what browsers bring back from identity providers, once. */
@Injectable()
export class Callbacks {
  constructor(
    private readonly store: SsoTransactionStore,
    private readonly answers: ProviderAnswers,
    private readonly traces: Traces,
    private readonly secrets: TransactionSecrets,
    private readonly clock: Clock,
  ) {}

  /**
   * Believes what the provider says, or not; either way it is kept with the transaction.
   * @throws {SsoFailure} where nobody knows what it belongs to, or it belongs to another browser
   */
  async take(callback: Callback): Promise<CallbackOutcome> {
    const transaction = await this.store.findByState(this.secrets.digestOf(callback.state))
    if (!transaction) throw new SsoFailure('expired', 'There is no sign-in of this state.')
    if (callback.deviceId && !isSame(callback.deviceId, transaction.deviceId))
      throw new SsoFailure('other_browser', 'The sign-in was begun in another browser.')
    if (!(await this.store.use(transaction.id, new Date(this.clock.nowMs()))))
      throw new SsoFailure('expired', 'The answer was used, or came too late.')
    try {
      const said = await this.answers.of(transaction, callback)
      await this.store.prove(transaction.id, said, new Date(this.clock.nowMs() + TRANSACTION_MS))
      return { transaction, failure: undefined }
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error
      await this.traces.failed(transaction, error)
      return { transaction, failure: error }
    }
  }
}

/** Whether two ids of browsers are the same. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
