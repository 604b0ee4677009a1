import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { TimedId } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import type { ProviderDeparture } from '../connections/identity-provider.js'
import { IdentityProviders } from '../connections/identity-providers.js'
import { SsoFailure } from '../sso.errors.js'
import type { SsoPurpose, SsoTransaction } from './sso-transaction.js'
import { SsoTransactionStore } from './sso-transaction.store.js'
import { Traces } from './traces.js'
import { TransactionSecrets } from './transaction-secrets.js'

const MINUTE_MS = 60_000

/** Enrolling a second factor at the provider takes its time; the request of the application waits as long. */
export const TRANSACTION_MS = 30 * MINUTE_MS

/** A sign-in that somebody wants to begin. */
export interface WantedDeparture {
  readonly connection: Connection
  readonly deviceId: Uint8Array
  readonly purpose: SsoPurpose
  /** where the browser goes on: a path on this server */
  readonly back: string
  readonly did?: Did | undefined
  readonly loginHint?: string | undefined
  readonly isForced?: boolean | undefined
}

/** Sends browsers to identity providers. */
@Injectable()
export class Departures {
  constructor(
    private readonly store: SsoTransactionStore,
    private readonly providers: IdentityProviders,
    private readonly secrets: TransactionSecrets,
    private readonly traces: Traces,
    private readonly ids: TimedId,
  ) {}

  /** Begins a sign-in. @returns where the browser goes; or what failed, and under which id it can be looked up */
  async begin(wanted: WantedDeparture): Promise<ProviderDeparture | { failure: SsoFailure; id: string }> {
    const { connection, isForced = false, loginHint } = wanted
    const transaction = this.#transaction(wanted)
    const state = this.secrets.newState()
    await this.store.add(transaction, this.secrets.digestOf(state))
    try {
      const provider = this.providers.of(connection.kind)
      if (!provider) throw new SsoFailure('connection_off', `Nothing here speaks ${connection.kind}.`)
      const departure = await provider.begin(connection, { state, loginHint, isForced })
      if (departure.requestId !== undefined) await this.store.depart(transaction.id, departure.requestId)
      return departure
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error
      await this.traces.failed(transaction, error)
      return { failure: error, id: transaction.id }
    }
  }

  #transaction({ connection, isForced = false, ...wanted }: WantedDeparture): SsoTransaction {
    const nowMs = this.ids.nowMs()
    return {
      id: this.ids.next(),
      connectionId: connection.id,
      deviceId: wanted.deviceId,
      purpose: wanted.purpose,
      back: wanted.back,
      did: wanted.did,
      loginHint: wanted.loginHint,
      isForced,
      requestId: undefined,
      startedAt: new Date(nowMs),
      expiresAt: new Date(nowMs + TRANSACTION_MS),
      ...{ usedAt: undefined, claims: undefined, idToken: undefined, finishedAt: undefined },
    }
  }
}
