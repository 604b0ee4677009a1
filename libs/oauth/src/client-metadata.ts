import { isObject } from './jwt.js'
import { type ClientKey, readClientKeys } from './client-keys.js'
import { OAuthError } from './oauth-error.js'
import { checkRedirectUri, type RedirectRules } from './redirect-uris.js'

const NAME_LENGTH_MAX = 200

/** A scope, or several with single blanks in between (RFC 6749 section 3.3). */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/

const GRANT_TYPES = ['authorization_code', 'refresh_token']

/** A client whose metadata is as the profile wants it (atproto.com/specs/oauth, "clients"). */
export interface ClientMetadata {
  readonly clientId: string
  readonly applicationType: 'web' | 'native'
  readonly grantTypes: readonly string[]
  readonly redirectUris: readonly string[]
  /** what it may ever ask for */
  readonly scopes: readonly string[]
  readonly authMethod: 'none' | 'private_key_jwt'
  /** of confidential clients, unless they are behind `jwksUri` */
  readonly keys: readonly ClientKey[]
  readonly jwksUri: string | undefined
  /** whether it is under development, and nobody vouches for it */
  readonly loopback: boolean
  readonly name: string | undefined
  readonly uri: string | undefined
  readonly logo: string | undefined
  readonly termsUri: string | undefined
  readonly privacyUri: string | undefined
}

/**
 * Reads the metadata of a client.
 * @param clientId that the document has to name
 * @param clientUrl the same as a URL; `undefined` for a client under development
 * @throws {OAuthError} `invalid_client_metadata` or `invalid_redirect_uri`
 */
export function readClientMetadata(
  clientId: string,
  clientUrl: URL | undefined,
  document: unknown,
): ClientMetadata {
  if (!isObject(document)) throw refused('client metadata must be a JSON object')
  if (document.client_id !== clientId) throw refused('client_id is not that of the metadata')
  const applicationType = document.application_type ?? 'web'
  if (applicationType !== 'web' && applicationType !== 'native') throw refused('application_type is unknown')
  checkFixedFields(document)
  const grantTypes = stringsOf(document, 'grant_types')
  if (!grantTypes.includes('authorization_code')) throw refused('grant_types must have authorization_code')
  if (!grantTypes.every((type) => GRANT_TYPES.includes(type))) throw refused('grant_types has an unknown one')
  if (!stringsOf(document, 'response_types').includes('code')) throw refused('response_types must have code')
  return {
    clientId,
    applicationType,
    grantTypes,
    redirectUris: redirectsOf(document, { native: applicationType === 'native', clientUrl }),
    scopes: scopesOf(document),
    ...authenticationOf(document, applicationType),
    loopback: clientUrl === undefined,
    ...descriptionOf(document, clientUrl),
  }
}

function checkFixedFields(document: Record<string, unknown>): void {
  if (document.dpop_bound_access_tokens !== true) throw refused('dpop_bound_access_tokens must be true')
  if ((document.subject_type ?? 'public') !== 'public') throw refused('subject_type must be public')
  for (const secret of ['client_secret', 'client_secret_expires_at'])
    if (secret in document) throw refused(`${secret} is not supported`)
}

function redirectsOf(document: Record<string, unknown>, rules: RedirectRules): readonly string[] {
  const uris = stringsOf(document, 'redirect_uris')
  for (const uri of uris) checkRedirectUri(uri, rules)
  return uris
}

function scopesOf({ scope }: Record<string, unknown>): readonly string[] {
  if (typeof scope !== 'string' || !SCOPE.test(scope)) throw refused('scope is missing or malformed')
  const scopes = scope.split(' ')
  if (new Set(scopes).size < scopes.length) throw refused('scope has one twice')
  if (!scopes.includes('atproto')) throw refused('scope must have atproto')
  return scopes
}

function authenticationOf(
  document: Record<string, unknown>,
  applicationType: string,
): Pick<ClientMetadata, 'authMethod' | 'keys' | 'jwksUri'> {
  const method = document.token_endpoint_auth_method ?? 'none'
  const algorithm = document.token_endpoint_auth_signing_alg
  if (method === 'none') {
    if (algorithm !== undefined) throw refused('token_endpoint_auth_signing_alg is for confidential clients')
    return { authMethod: 'none', keys: [], jwksUri: undefined }
  }
  if (method !== 'private_key_jwt')
    throw refused('token_endpoint_auth_method must be none or private_key_jwt')
  if (applicationType === 'native') throw refused('native clients keep no secrets')
  if (algorithm !== undefined && algorithm !== 'ES256')
    throw refused('token_endpoint_auth_signing_alg must be ES256')
  const { jwks, jwks_uri: jwksUri } = document
  if ((jwks === undefined) === (jwksUri === undefined)) throw refused('either jwks or jwks_uri is needed')
  return {
    authMethod: 'private_key_jwt',
    keys: jwks === undefined ? [] : readClientKeys(jwks),
    jwksUri: jwksUri === undefined ? undefined : httpsUrl(document, 'jwks_uri')!.href,
  }
}

function descriptionOf(
  document: Record<string, unknown>,
  clientUrl: URL | undefined,
): Pick<ClientMetadata, 'name' | 'uri' | 'logo' | 'termsUri' | 'privacyUri'> {
  const { client_name: name } = document
  if (name !== undefined && (typeof name !== 'string' || name.length > NAME_LENGTH_MAX))
    throw refused('client_name is no text, or too long')
  const uri = httpsUrl(document, 'client_uri')
  if (uri && uri.hostname !== clientUrl?.hostname)
    throw refused('client_uri must be on the host of client_id')
  return {
    name,
    uri: uri?.href,
    logo: httpsUrl(document, 'logo_uri')?.href,
    termsUri: httpsUrl(document, 'tos_uri')?.href,
    privacyUri: httpsUrl(document, 'policy_uri')?.href,
  }
}

function httpsUrl(document: Record<string, unknown>, field: string): URL | undefined {
  const value = document[field]
  if (value === undefined) return undefined
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol !== 'https:' || url.username || url.password)
    throw refused(`${field} must be a URL that begins with https://`)
  return url
}

function stringsOf(document: Record<string, unknown>, field: string): readonly string[] {
  const value = document[field]
  if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string'))
    throw refused(`${field} must be a list of texts`)
  if (new Set(value).size < value.length) throw refused(`${field} has one twice`)
  return value as string[]
}

function refused(message: string): OAuthError {
  return new OAuthError('invalid_client_metadata', message)
}
