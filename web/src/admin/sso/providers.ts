/** What is known of a kind of identity provider, so that nobody has to look it up. */
export interface Provider {
  /** its name, in `sso.provider` of the texts */
  readonly name: 'entra' | 'okta' | 'google' | 'keycloak' | 'zitadel' | 'authentik' | 'other'
  /** what its issuer looks like */
  readonly issuer: string
  /** whether that is the same for everybody */
  readonly isFixed?: true
  /** what says who somebody is, where that is not the subject */
  readonly subject?: string
}

/** Those that most organizations have; any other one that speaks OpenID Connect does as well. */
export const PROVIDERS: readonly Provider[] = [
  { name: 'entra', issuer: 'https://login.microsoftonline.com/<tenant-id>/v2.0', subject: 'oid+tid' },
  { name: 'okta', issuer: 'https://<organization>.okta.com' },
  { name: 'google', issuer: 'https://accounts.google.com', isFixed: true },
  { name: 'keycloak', issuer: 'https://<host>/realms/<realm>' },
  { name: 'zitadel', issuer: 'https://<instance>.zitadel.cloud' },
  { name: 'authentik', issuer: 'https://<host>/application/o/<application>/' },
  { name: 'other', issuer: 'https://<host>' },
]

/** Those that speak SAML, with what metadata they publish; any other one does as well. */
export const SAML_PROVIDERS = [
  {
    name: 'entra',
    metadata:
      'https://login.microsoftonline.com/<tenant-id>/federationmetadata/2007-06/federationmetadata.xml',
  },
  { name: 'okta', metadata: 'https://<organization>.okta.com/app/<app-id>/sso/saml/metadata' },
  { name: 'google', metadata: 'GoogleIDPMetadata.xml' },
  { name: 'adfs', metadata: 'https://<host>/FederationMetadata/2007-06/FederationMetadata.xml' },
  { name: 'keycloak', metadata: 'https://<host>/realms/<realm>/protocol/saml/descriptor' },
  { name: 'shibboleth', metadata: 'https://<host>/idp/shibboleth' },
  { name: 'other', metadata: 'https://<host>/metadata' },
] as const
export type SamlProviderKind = (typeof SAML_PROVIDERS)[number]
