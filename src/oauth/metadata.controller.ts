import { Controller, Get, Header } from '@nestjs/common'
import { STATIC_SCOPES } from '@guildhall/oauth-scopes'
import { ServiceConfig } from '../config/index.js'
import { PublicRoute } from '../http/index.js'
import { ENDPOINTS } from './provider/provider-settings.js'

/** What the authorization server says of itself (RFC 8414): all of it is kept, and nothing else. */
@Controller('.well-known')
export class MetadataController {
  constructor(private readonly config: ServiceConfig) {}

  @Get('oauth-authorization-server')
  @Header('cache-control', 'public, max-age=300')
  @PublicRoute()
  authorizationServer() {
    return metadataOf(this.config.publicUrl)
  }
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}${ENDPOINTS.authorization}`,
    token_endpoint: `${issuer}${ENDPOINTS.token}`,
    pushed_authorization_request_endpoint: `${issuer}${ENDPOINTS.pushed_authorization_request}`,
    revocation_endpoint: `${issuer}${ENDPOINTS.revocation}`,
    jwks_uri: `${issuer}${ENDPOINTS.jwks}`,
    scopes_supported: [...STATIC_SCOPES],
    subject_types_supported: ['public'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account', 'create'],
    ui_locales_supported: ['en'],
    display_values_supported: ['page', 'popup', 'touch'],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
    require_pushed_authorization_requests: true,
    token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    dpop_signing_alg_values_supported: ['ES256'],
    protected_resources: [issuer],
    client_id_metadata_document_supported: true,
  }
}
