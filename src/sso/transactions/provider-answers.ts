import { Injectable } from '@nestjs/common'
import type { ProviderCallback } from '../connections/identity-provider.js'
import { IdentityProviders } from '../connections/identity-providers.js'
import { IdTokens } from '../logout/id-tokens.js'
import { storable } from '../../database/index.js'
import { SsoFailure } from '../sso.errors.js'
import type { SsoTransaction } from './sso-transaction.js'

/** What a provider answers, as it is kept with the sign-in. */
@Injectable()
export class ProviderAnswers {
  constructor(
    private readonly providers: IdentityProviders,
    private readonly idTokens: IdTokens,
  ) {}

  /** Believes what a browser brings, or not. @throws {SsoFailure} */
  async of(
    transaction: SsoTransaction,
    { state, method, parameters }: Pick<ProviderCallback, 'state' | 'method' | 'parameters'>,
  ): Promise<Pick<SsoTransaction, 'claims' | 'idToken'>> {
    const { connectionId, requestId, isForced, startedAt } = transaction
    const found = await this.providers.find(connectionId)
    if (!found) throw new SsoFailure('connection_off', 'The connection was removed meanwhile.')
    const departed = { requestId, isForced, startedMs: startedAt.getTime() }
    const { connection, provider } = found
    const { claims, idToken } = await provider.finish(connection, { state, method, parameters, ...departed })
    return {
      claims: storable(claims),
      idToken: await this.idTokens.ofSignIn(connection, transaction, idToken),
    }
  }
}
