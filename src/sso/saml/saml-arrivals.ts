import { Injectable } from '@nestjs/common'
import { ConnectionStore } from '../connections/connection.store.js'
import { SsoArrivals } from '../landing/sso-arrivals.js'
import type { SsoAnswer } from '../landing/sso-journey.js'
import { SsoFailure } from '../sso.errors.js'
import { SsoTransactionStore } from '../transactions/sso-transaction.store.js'
import { TransactionSecrets } from '../transactions/transaction-secrets.js'
import { SamlProvider } from './saml-provider.js'
import { samlSettings } from './saml-settings.js'

/** Where people arrive who come from the pages of their provider. */
const PAGES = '/account'

/** Browsers that come from a provider of SAML, with a form. */
@Injectable()
export class SamlArrivals {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly transactions: SsoTransactionStore,
    private readonly secrets: TransactionSecrets,
    private readonly arrivals: SsoArrivals,
    private readonly provider: SamlProvider,
  ) {}

  /** Takes what a browser brings. @throws {SsoFailure} where nobody knows what it belongs to */
  async take(connectionId: string, form: URLSearchParams): Promise<SsoAnswer> {
    const state = form.get('RelayState')
    const transaction = state && (await this.transactions.findByState(this.secrets.digestOf(state)))
    if (!transaction) return { kind: 'go', to: await this.#welcome(connectionId, form) }
    if (transaction.connectionId !== connectionId)
      throw new SsoFailure('bad_answer', 'The sign-in was begun with another provider.')
    return this.arrivals.take('POST', [...form], 'RelayState', undefined)
  }

  /**
   * Lets somebody come from the pages of their provider, where that is allowed. What the provider says is looked at, and
   * then forgotten: whoever has such a message of their own could sign in somebody else's browser with it. The provider is
   * asked, and answers by itself, because it has just seen them.
   */
  async #welcome(connectionId: string, form: URLSearchParams): Promise<string> {
    const connection = await this.connections.find(connectionId)
    const message = form.get('SAMLResponse')
    if (connection?.kind !== 'saml' || connection.status !== 'enabled' || message === null)
      throw new SsoFailure('connection_off', 'There is no such connection of SAML, or it is not enabled.')
    if (!samlSettings(connection).idpInitiated)
      throw new SsoFailure('expired', 'Nobody has begun a sign-in here, or it was too long ago.')
    await this.provider.believe(connection, message, undefined)
    return `/sso/start?${new URLSearchParams({ connection: connection.id, back: PAGES }).toString()}`
  }
}
