import type { ProviderParty, SamlBinding } from './saml-messages.js'
import { SamlProblem } from './saml-problem.js'
import {
  attributeOf,
  childOf,
  childrenOf,
  elementsOf,
  isElement,
  NAMESPACES,
  readRoot,
  timeOf,
  type XmlElement,
} from './xml-tree.js'

const BINDINGS: Readonly<Record<SamlBinding, string>> = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
}
/** Metadata are written by people too, who leave comments. */
const FORBIDDEN = /<!(?!--)|<\?/

/**
 * What a provider says of itself.
 * @param entityId which one of several; absent: there must be one only
 * @throws {SamlProblem}
 */
export async function readMetadata(xml: string, entityId: string | undefined): Promise<ProviderParty> {
  const root = await readRoot(xml, 'metadata', ['EntityDescriptor', 'EntitiesDescriptor'], FORBIDDEN)
  const entity = entityOf(root, entityId)
  const [provider] = childrenOf(entity, 'metadata', 'IDPSSODescriptor').filter((one) =>
    attributeOf(one, 'protocolSupportEnumeration')?.split(/\s+/).includes(NAMESPACES.protocol),
  )
  if (!provider) throw new SamlProblem('structure', 'it describes no identity provider of SAML 2.0')
  const certificates = certificatesOf(provider)
  if (certificates.length === 0) throw new SamlProblem('structure', 'it names no certificate that signs')
  return {
    entityId: attributeOf(entity, 'entityID')!,
    signOn: signOnOf(provider),
    logout: logoutOf(provider),
    certificates,
    validUntilMs: earliest([
      timeOf(root, 'validUntil'),
      timeOf(entity, 'validUntil'),
      timeOf(provider, 'validUntil'),
    ]),
  }
}

function entityOf(root: XmlElement, entityId: string | undefined): XmlElement {
  const all = elementsOf(root).filter((element) => isElement(element, 'metadata', 'EntityDescriptor'))
  const wanted = all.filter((element) =>
    entityId === undefined
      ? childOf(element, 'metadata', 'IDPSSODescriptor')
      : attributeOf(element, 'entityID') === entityId,
  )
  if (wanted.length !== 1 || !attributeOf(wanted[0]!, 'entityID')) {
    const names = all.map((element) => attributeOf(element, 'entityID')).slice(0, 5)
    throw new SamlProblem(
      'issuer',
      `it describes ${names.join(', ') || 'nobody'}, not ${entityId ?? 'one provider'}`,
    )
  }
  return wanted[0]!
}

/** By redirect where there is a choice: it needs no page in between. */
function signOnOf(provider: XmlElement): ProviderParty['signOn'] {
  const found = endpointsOf(provider, 'SingleSignOnService')
  const first = found.find(({ binding }) => binding === 'redirect') ?? found[0]
  if (!first) throw new SamlProblem('structure', 'it names no address to sign in at by redirect or POST')
  return { binding: first.binding, url: first.url }
}

function logoutOf(provider: XmlElement): ProviderParty['logout'] {
  const found = endpointsOf(provider, 'SingleLogoutService').find(({ binding }) => binding === 'redirect')
  return found && { url: found.url, answerUrl: found.answerUrl }
}

function endpointsOf(provider: XmlElement, name: string) {
  return childrenOf(provider, 'metadata', name).flatMap((element) => {
    const [binding] =
      Object.entries(BINDINGS).find(([, urn]) => urn === attributeOf(element, 'Binding')) ?? []
    const url = urlOf(element, 'Location')
    if (!binding || !url) return []
    return [{ binding: binding as SamlBinding, url, answerUrl: urlOf(element, 'ResponseLocation') ?? url }]
  })
}

function urlOf(element: XmlElement, name: string): string | undefined {
  const text = attributeOf(element, name)
  return text && /^https?:/.test(text) && URL.canParse(text) ? new URL(text).href : undefined
}

/** Those for signatures, and those for everything. */
function certificatesOf(provider: XmlElement): string[] {
  const keys = childrenOf(provider, 'metadata', 'KeyDescriptor').filter((key) =>
    ['signing', undefined].includes(attributeOf(key, 'use')),
  )
  const found = keys
    .flatMap(elementsOf)
    .filter((element) => isElement(element, 'signature', 'X509Certificate'))
  return [...new Set(found.map((element) => (element.textContent ?? '').replace(/\s/g, '')).filter(Boolean))]
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}
