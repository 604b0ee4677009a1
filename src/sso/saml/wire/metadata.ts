import type { ProviderParty } from './saml-messages.js'
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

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
/** Entities that are named where another one was wanted; federations have thousands. */
const NAMED_MAX = 5
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
    signOnUrl: signOnOf(provider),
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
  const [found] = wanted
  if (found && wanted.length === 1 && attributeOf(found, 'entityID')) return found
  const described = entityId === undefined && wanted.length > 0 ? wanted : all
  const names = described.map((element) => attributeOf(element, 'entityID')).slice(0, NAMED_MAX)
  const more = described.length > NAMED_MAX ? ` and ${described.length - NAMED_MAX} more` : ''
  const list = `${names.join(', ') || 'nobody'}${more}`
  throw new SamlProblem(
    'issuer',
    entityId === undefined && wanted.length > 1
      ? `it describes several providers, one of which has to be named as the issuer of the connection: ${list}`
      : `it describes ${list}, not ${entityId ?? 'an identity provider'}`,
  )
}

function signOnOf(provider: XmlElement): string {
  const found = endpointOf(provider, 'SingleSignOnService')
  if (!found) throw new SamlProblem('structure', 'it names no address to sign in at by redirect')
  return found.url
}

function logoutOf(provider: XmlElement): ProviderParty['logout'] {
  const found = endpointOf(provider, 'SingleLogoutService')
  return found && { url: found.url, answerUrl: urlOf(found.element, 'ResponseLocation') ?? found.url }
}

/** The first address for redirects, which need no page in between; every provider has one. */
function endpointOf(provider: XmlElement, name: string): { element: XmlElement; url: string } | undefined {
  const element = childrenOf(provider, 'metadata', name).find(
    (one) => attributeOf(one, 'Binding') === REDIRECT,
  )
  const url = element && urlOf(element, 'Location')
  return element && url ? { element, url } : undefined
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
