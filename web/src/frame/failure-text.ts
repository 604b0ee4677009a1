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
  sso_cancelled: 'failure.ssoCancelled',
  sso_provider_unavailable: 'failure.ssoUnavailable',
  sso_provider_error: 'failure.ssoUnavailable',
  sso_bad_answer: 'failure.ssoAnswer',
  sso_missing_claim: 'failure.ssoAnswer',
  sso_group_overage: 'failure.ssoAnswer',
  sso_domain_not_allowed: 'failure.ssoNotAllowed',
  sso_group_not_allowed: 'failure.ssoNotAllowed',
  sso_authentication_too_weak: 'failure.ssoTooWeak',
  sso_not_asked_anew: 'failure.ssoNotAskedAnew',
  sso_not_invited: 'failure.ssoNotInvited',
  sso_awaiting_approval: 'failure.ssoAwaiting',
  sso_wrong_account: 'failure.ssoWrongAccount',
  sso_already_linked: 'failure.ssoAlreadyLinked',
  sso_busy: 'failure.ssoBusy',
  sso_expired: 'failure.expired',
  sso_other_browser: 'failure.ssoOtherBrowser',
  sso_connection_off: 'failure.ssoOff',
  sso_no_account_allowed: 'failure.ssoNotAllowed',
  sso_last_sign_in: 'failure.ssoLast',
  setup_link_over: 'failure.setupOver',
  move_link_over: 'failure.setupOver',
  setup_incomplete: 'failure.setupIncomplete',
}

/** What to say about a code. */
export function failureText(code: string): TextKey {
  return TEXTS[code] ?? 'failure.unknown'
}
