import { Injectable } from '@nestjs/common'
import { Metrics } from './metrics.js'
import { Tallies } from './tallies.js'

/** What brought about an account or a session: the NSID of a method, or `oauth` for the pages. */
type Source = string

/**
 * What operators of other servers of this kind count as well, under the names that the reference implementation gives
 * it, so that their dashboards can be used.
 */
@Injectable()
export class BusinessEvents {
  readonly #accounts = new Tallies('source', 'deactivated')
  readonly #sessions = new Tallies('source')
  readonly #authorizations = new Tallies('clientFirstParty')

  constructor(metrics: Metrics) {
    this.#authorizations.begin(['true'], ['false'])
    metrics.expose('account_created_total', 'Accounts made here.', this.#accounts)
    metrics.expose('session_created_total', 'Sessions opened here.', this.#sessions)
    metrics.expose(
      'oauth_authorization_total',
      'Applications that were allowed to act.',
      this.#authorizations,
    )
  }

  /** @param deactivated whether it is to be moved here before it is active */
  accountCreated(source: Source, deactivated: boolean): void {
    this.#accounts.of(source, String(deactivated)).add()
  }

  sessionCreated(source: Source): void {
    this.#sessions.of(source).add()
  }

  /** @param isFirstParty whether the operator trusts the application */
  authorized(isFirstParty: boolean): void {
    this.#authorizations.of(String(isFirstParty)).add()
  }
}
