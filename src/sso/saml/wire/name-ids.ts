import type { NameId, NameIdFormat } from './saml-messages.js'

const FORMATS: Readonly<Record<NameIdFormat, string>> = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
}
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'

/** The name of a format of NameIDs. */
export function formatOf(format: NameIdFormat): string {
  return FORMATS[format]
}

/** Whether the same person has another NameID tomorrow. */
export function isTransient({ format }: NameId): boolean {
  return format === TRANSIENT
}
