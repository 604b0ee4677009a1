import type { SamlView } from '../../sso/index.js'
import type { SamlConnectionDto } from './saml.dto.js'

type Facts = { readonly subject: string; readonly fingerprint: string; readonly expiresAt: Date }

/** A connection of SAML as the API shows it. */
export function samlView({ service, certificates, provider }: SamlView): SamlConnectionDto {
  return {
    ...service,
    certificates: certificates.map((one) => ({ ...factsOf(one), state: one.state, pem: one.pem })),
    provider: provider && {
      entityId: provider.entityId,
      signOnUrl: provider.signOnUrl,
      logoutUrl: provider.logoutUrl,
      certificates: provider.certificates.map(factsOf),
      source: provider.source,
      readAt: provider.readAt.toISOString(),
      problem: provider.problem,
      validUntil: provider.validUntil?.toISOString(),
    },
  }
}

function factsOf({ subject, fingerprint, expiresAt }: Facts) {
  return { subject, fingerprint, expiresAt: expiresAt.toISOString() }
}
