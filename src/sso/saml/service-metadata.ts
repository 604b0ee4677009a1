import type { ServiceAddresses } from './saml-addresses.js'
import type { ServiceKey } from './saml-party.store.js'

const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings'
const ENCRYPTIONS = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
]

/**
 * What this server says of itself to the provider of a connection: the next key is in it, so that providers know it before
 * it is used; the former one is not encrypted for any more.
 */
export function serviceMetadata(
  { entityId, consumerUrl, logoutUrl }: ServiceAddresses,
  keys: readonly ServiceKey[],
  nameIdFormat: string,
): string {
  const used = keys.filter(({ state }) => state !== 'former')
  const current = used.filter(({ state }) => state === 'current')
  const location = escaped(logoutUrl)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escaped(entityId)}">`,
    '  <SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    ...used.map((key) => keyDescriptor('signing', key)),
    ...current.map((key) => keyDescriptor('encryption', key)),
    `    <SingleLogoutService Binding="${BINDINGS}:HTTP-Redirect" Location="${location}"/>`,
    `    <SingleLogoutService Binding="${BINDINGS}:HTTP-POST" Location="${location}"/>`,
    `    <NameIDFormat>${escaped(nameIdFormat)}</NameIDFormat>`,
    `    <AssertionConsumerService Binding="${BINDINGS}:HTTP-POST" Location="${escaped(consumerUrl)}" index="0" isDefault="true"/>`,
    '  </SPSSODescriptor>',
    '</EntityDescriptor>',
    '',
  ].join('\n')
}

function keyDescriptor(use: 'signing' | 'encryption', { certificate }: ServiceKey): string {
  const base64 = Buffer.from(certificate).toString('base64')
  const methods = use === 'signing' ? [] : ENCRYPTIONS.map((uri) => `<EncryptionMethod Algorithm="${uri}"/>`)
  return (
    `    <KeyDescriptor use="${use}"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>` +
    `<X509Certificate>${base64}</X509Certificate></X509Data></KeyInfo>${methods.join('')}</KeyDescriptor>`
  )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
