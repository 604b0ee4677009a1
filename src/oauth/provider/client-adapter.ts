import type { Adapter, AdapterPayload } from 'oidc-provider'
import { OAuthError } from '@guildhall/oauth'
import type { ClientDirectory } from '../clients/client-directory.js'
import { errors } from './oidc-library.js'

/** Finds clients for oidc-provider where their metadata is. */
export class ClientAdapter implements Adapter {
  constructor(private readonly clients: ClientDirectory) {}

  /**
   * Presented as public, whatever it is: how it proves who it is was checked before. Scopes have a name of ours, as
   * those of permissions are not on a list that could be given.
   */
  async find(clientId: string): Promise<AdapterPayload> {
    const client = await this.clients.find(clientId).catch((error: unknown) => {
      if (!(error instanceof OAuthError)) throw error
      const refusal = new errors.CustomOIDCProviderError(error.code, error.message)
      throw Object.assign(refusal, { allow_redirect: false })
    })
    return {
      client_id: clientId,
      application_type: client.applicationType,
      redirect_uris: [...client.redirectUris],
      grant_types: [...client.grantTypes],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      dpop_bound_access_tokens: true,
      atproto_scope: client.scopes.join(' '),
    }
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  upsert(): Promise<void> {
    return Promise.reject(new Error('clients are not registered here'))
  }

  consume(): Promise<void> {
    return Promise.resolve()
  }

  destroy(): Promise<void> {
    return Promise.resolve()
  }

  revokeByGrantId(): Promise<void> {
    return Promise.resolve()
  }
}
