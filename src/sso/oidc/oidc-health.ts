import type { Connection, HealthCheck } from '../connections/connection.js'
import type { OidcClients } from './oidc-clients.js'
import { asSsoFailure } from './oidc-failures.js'

/** Looks whether a provider can be found, and whether it has what is needed. Never throws. */
export async function oidcHealth(clients: OidcClients, { issuer }: Connection): Promise<HealthCheck[]> {
  try {
    const metadata = await clients.discover(issuer)
    const missing = (['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const).filter(
      (name) => metadata[name] === undefined,
    )
    const keys = metadata.jwks_uri === undefined ? 0 : await clients.countKeys(metadata.jwks_uri)
    const challenges = metadata.code_challenge_methods_supported
    return [
      {
        name: 'discovery',
        ok: missing.length === 0,
        message:
          missing.length === 0 ? 'The provider was found.' : `It does not say its ${missing.join(', ')}.`,
      },
      {
        name: 'keys',
        ok: keys > 0,
        message: keys > 0 ? 'It publishes the keys with which it signs.' : 'It publishes no keys.',
      },
      {
        name: 'pkce',
        ok: challenges === undefined || challenges.includes('S256'),
        message: challenges?.includes('S256')
          ? 'It knows PKCE with S256.'
          : 'It does not say that it knows PKCE.',
      },
    ]
  } catch (error) {
    return [{ name: 'discovery', ok: false, message: messageOf(error) }]
  }
}

function messageOf(error: unknown): string {
  try {
    return asSsoFailure(error).detail
  } catch {
    return 'The provider cannot be asked.'
  }
}
