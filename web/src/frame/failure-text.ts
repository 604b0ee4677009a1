import type { TextKey } from '../i18n/words'

/** What the codes of OAuth mean to people. */
const TEXTS: Readonly<Record<string, TextKey>> = {
  session_not_found: 'failure.expired',
  invalid_request_uri: 'failure.expired',
  access_denied: 'failure.denied',
  invalid_client: 'failure.client',
  invalid_client_metadata: 'failure.client',
  unauthorized_client: 'failure.client',
  invalid_request: 'failure.request',
  invalid_scope: 'failure.request',
  invalid_redirect_uri: 'failure.request',
  unsupported_response_type: 'failure.request',
  server_error: 'failure.fault',
  temporarily_unavailable: 'failure.fault',
}

/** What to say about a code. */
export function failureText(code: string): TextKey {
  return TEXTS[code] ?? 'failure.unknown'
}
