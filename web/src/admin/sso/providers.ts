/** What is known of a kind of identity provider, so that nobody has to look it up. */
export interface Provider {
  /** its name, in `sso.provider` of the texts */
  readonly name: 'entra' | 'okta' | 'google' | 'keycloak' | 'zitadel' | 'authentik' | 'other'
  /** what its issuer looks like */
  readonly issuer: string
  /** whether that is the same for everybody */
  readonly isFixed?: true
}

/** Those that most organizations have; any other one that speaks OpenID Connect does as well. */
export const PROVIDERS: readonly Provider[] = [
  { name: 'entra', issuer: 'https://login.microsoftonline.com/<tenant-id>/v2.0' },
  { name: 'okta', issuer: 'https://<organization>.okta.com' },
  { name: 'google', issuer: 'https://accounts.google.com', isFixed: true },
  { name: 'keycloak', issuer: 'https://<host>/realms/<realm>' },
  { name: 'zitadel', issuer: 'https://<instance>.zitadel.cloud' },
  { name: 'authentik', issuer: 'https://<host>/application/o/<application>/' },
  { name: 'other', issuer: 'https://<host>' },
]
