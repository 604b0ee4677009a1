import { type ClientMetadata, readClientMetadata } from './client-metadata.js'
import { OAuthError } from './oauth-error.js'

const FORM = /^http:\/\/localhost\/?(\?[^#]*)?$/
const REDIRECTS = ['http://127.0.0.1/', 'http://[::1]/']

/**
 * The client that an id such as `http://localhost?scope=atproto` describes all by itself: for development, without
 * any server (atproto.com/specs/oauth, "localhost client development").
 * @throws {OAuthError} `invalid_client`, `invalid_client_metadata` or `invalid_redirect_uri`
 */
export function readLoopbackClient(clientId: string): ClientMetadata {
  const found = FORM.exec(clientId)
  if (!found)
    throw new OAuthError('invalid_client', 'client_id must be http://localhost, without port or path')
  const params = [...new URLSearchParams(found[1] ?? '')]
  const unknown = params.find(([name]) => name !== 'scope' && name !== 'redirect_uri')
  if (unknown) throw new OAuthError('invalid_client', `client_id has the unknown parameter "${unknown[0]}"`)
  const valuesOf = (name: string) => params.flatMap(([key, value]) => (key === name ? [value] : []))
  const [scope = 'atproto', ...more] = valuesOf('scope')
  if (more.length > 0) throw new OAuthError('invalid_client', 'client_id has scope twice')
  const redirects = valuesOf('redirect_uri')
  return readClientMetadata(clientId, undefined, {
    client_id: clientId,
    application_type: 'native',
    redirect_uris: redirects.length > 0 ? redirects : REDIRECTS,
    scope,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    dpop_bound_access_tokens: true,
  })
}
