import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import {
  type ForeignFailure,
  type OfferRequest,
  SignInElsewhere,
  type SignInOffers,
} from '../../oauth/index.js'
import type { Connection } from '../connections/connection.js'
import { Connections } from '../connections/connections.js'
import { type KnownName, nameOf, policiesFor } from '../policy/connection-choice.js'
import { isSame } from '../transactions/callbacks.js'
import { SsoTransactionStore } from '../transactions/sso-transaction.store.js'
import { TraceStore } from '../transactions/trace.store.js'
import { SsoFailure, type SsoFailureCode } from '../sso.errors.js'

/** Where browsers set out to a provider. */
export const START_PATH = '/sso/start'

/** Offers the organizations on pages where one signs in or up. */
@Injectable()
export class SsoOffers extends SignInElsewhere {
  constructor(
    private readonly connections: Connections,
    private readonly accounts: Accounts,
    private readonly service: ServiceConfig,
    private readonly transactions: SsoTransactionStore,
    private readonly traces: TraceStore,
  ) {
    super()
  }

  /** Those of the domain come first. What is offered says nothing of whether there is an account. */
  override async offers(request: OfferRequest): Promise<SignInOffers> {
    const enabled = await this.connections.enabled()
    if (enabled.length === 0) return { offers: [], only: undefined }
    const name = await this.#nameOf(request.hint)
    const matching = name ? policiesFor(enabled, name) : []
    const first = matching.map(({ connection }) => connection)
    const offers = [...new Set([...first, ...enabled])].map((one) => offerOf(one, request))
    const required = matching.filter(({ domain }) => domain.enforcement === 'required')
    const [only, ...more] = new Set(required.map(({ connection }) => connection))
    if (only && more.length === 0) return { offers, only: offerOf(only, request) }
    return { offers, only: request.hint === undefined ? this.#soleOffer(enabled, request) : undefined }
  }

  override async failureOf(id: string, deviceId: Uint8Array): Promise<ForeignFailure | undefined> {
    const [transaction, trace] = await Promise.all([this.transactions.find(id), this.traces.find(id)])
    if (!transaction || !isSame(transaction.deviceId, deviceId) || trace?.outcome !== 'failed')
      return undefined
    return { refusal: new SsoFailure(trace.code as SsoFailureCode, 'see the trace'), traceId: id }
  }

  /** The only connection, where nobody of this server may do without it. */
  #soleOffer(enabled: readonly Connection[], request: OfferRequest) {
    const [sole, ...more] = enabled
    if (!sole || more.length > 0) return undefined
    const isForAll = this.service.handleDomains.every((domain) =>
      policiesFor([sole], { handle: `someone${domain}` }).some(
        ({ domain: { enforcement } }) => enforcement === 'required',
      ),
    )
    return isForAll ? offerOf(sole, request) : undefined
  }

  /** A DID is known by the handle of its account, which is public. */
  async #nameOf(hint: string | undefined): Promise<KnownName | undefined> {
    if (hint === undefined) return undefined
    if (!hint.startsWith('did:')) return nameOf(hint)
    const account = await this.accounts.byIdentifier(hint)
    return account && { handle: account.handle }
  }
}

function offerOf({ id, name }: Connection, { back, hint, isForced }: OfferRequest) {
  const query = new URLSearchParams({
    connection: id,
    back,
    ...(hint !== undefined && { hint }),
    ...(isForced && { force: '1' }),
  })
  return { name, href: `${START_PATH}?${query.toString()}` }
}
