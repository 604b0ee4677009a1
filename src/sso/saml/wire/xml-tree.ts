import { parseDomFromString } from '@node-saml/node-saml/lib/xml.js'
import { SamlProblem } from './saml-problem.js'

/** Namespaces of what providers send. */
export const NAMESPACES = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const
export type NamespaceName = keyof typeof NAMESPACES

/** Far more than messages have; metadata of a federation may have more, and are not wanted whole. */
const TAGS_MAX = 20_000
const ELEMENT = 1

/** What is used of an element of the DOM. */
export interface XmlElement {
  readonly nodeType: number
  readonly localName: string
  readonly namespaceURI: string | null
  readonly textContent: string | null
  readonly childNodes: ArrayLike<XmlElement>
  readonly attributes: ArrayLike<{ readonly name: string; readonly value: string }>
  readonly parentNode: XmlElement | null
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
}

/**
 * Reads XML of others. Nothing that has a document type, entities, comments, CDATA or instructions is given to the
 * parser: none of it has a place in SAML, and all of it has been used to make two parsers read two things.
 * @param forbidden beginnings of markup that is not taken
 * @throws {SamlProblem}
 */
export async function readXml(xml: string, forbidden = /<[!?]/): Promise<XmlElement> {
  const body = xml.replace(/^\uFEFF/, '').replace(/^<\?xml\s[^>]*\?>/, '')
  if (forbidden.test(body)) {
    throw new SamlProblem(
      'forbidden_markup',
      'a document type, entity, comment, CDATA or instruction is in it',
    )
  }
  if (body.split('<', TAGS_MAX + 1).length > TAGS_MAX) throw new SamlProblem('too_large', 'too many elements')
  try {
    return ((await parseDomFromString(xml)) as { documentElement: XmlElement }).documentElement
  } catch (error) {
    throw new SamlProblem('malformed', `not well-formed: ${(error as Error).message}`)
  }
}

/** The same, of an element that must be there. @throws {SamlProblem} */
export async function readRoot(
  xml: string,
  namespace: NamespaceName,
  names: readonly string[],
  forbidden?: RegExp,
): Promise<XmlElement> {
  const root = await readXml(xml, forbidden)
  if (!names.some((name) => isElement(root, namespace, name))) {
    throw new SamlProblem('malformed', `it is "${root.localName}", not ${names.join(' or ')}`)
  }
  return root
}

export function isElement(node: XmlElement, namespace: NamespaceName, name: string): boolean {
  return node.nodeType === ELEMENT && node.localName === name && node.namespaceURI === NAMESPACES[namespace]
}

/** Children that are elements of this name. */
export function childrenOf(parent: XmlElement, namespace: NamespaceName, name: string): XmlElement[] {
  return Array.from(parent.childNodes).filter((node) => isElement(node, namespace, name))
}

/** The only child of this name, if there is one. @throws {SamlProblem} if there are several */
export function childOf(parent: XmlElement, namespace: NamespaceName, name: string): XmlElement | undefined {
  const found = childrenOf(parent, namespace, name)
  if (found.length > 1) throw new SamlProblem('structure', `there are ${found.length} ${name}, not one`)
  return found[0]
}

/** The only child of this name. @throws {SamlProblem} */
export function needChild(parent: XmlElement, namespace: NamespaceName, name: string): XmlElement {
  const found = childOf(parent, namespace, name)
  if (!found) throw new SamlProblem('structure', `${parent.localName} has no ${name}`)
  return found
}

/** All elements of a document, the root first. */
export function elementsOf(root: XmlElement): XmlElement[] {
  const found = [root]
  for (let i = 0; i < found.length; i++) {
    for (const node of Array.from(found[i]!.childNodes)) if (node.nodeType === ELEMENT) found.push(node)
  }
  return found
}

export function textOf(element: XmlElement | undefined): string | undefined {
  return element?.textContent?.trim() || undefined
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.hasAttribute(name) ? element.getAttribute(name)! : undefined
}

/** @returns ms since the epoch. @throws {SamlProblem} if it is there and is no time of UTC */
export function timeOf(element: XmlElement, name: string): number | undefined {
  const text = attributeOf(element, name)
  if (text === undefined) return undefined
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)
  const ms = isTime ? Date.parse(text) : NaN
  if (Number.isNaN(ms))
    throw new SamlProblem('structure', `${name} of ${element.localName} is no time of UTC`)
  return ms
}
