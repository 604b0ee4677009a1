import { SamlProblem } from './saml-problem.js'
import { attributeOf, elementsOf, isElement, type XmlElement } from './xml-tree.js'

const SIGNATURES = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
])
const DIGESTS = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
])
const CANONICAL = new Set(['http://www.w3.org/2001/10/xml-exc-c14n#'])
const TRANSFORMS = new Set(['http://www.w3.org/2000/09/xmldsig#enveloped-signature', ...CANONICAL])
/** Without PKCS #1 v1.5 and Triple DES. */
const ENCRYPTIONS = new Set([
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
])
const OF_SIGNATURES: Readonly<Record<string, ReadonlySet<string>>> = {
  SignatureMethod: SIGNATURES,
  CanonicalizationMethod: CANONICAL,
  Transform: TRANSFORMS,
}

/** Hashes of signatures in addresses, by the name of the algorithm. */
export const QUERY_SIGNATURES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
}

/**
 * Refuses a document that is signed or encrypted with anything that is not on the lists: SHA-1 above all, and
 * transformations that make a signature say less than one sees.
 * @throws {SamlProblem}
 */
export function checkAlgorithms(root: XmlElement): void {
  for (const element of elementsOf(root)) {
    const allowed = allowedFor(element)
    const algorithm = attributeOf(element, 'Algorithm') ?? 'none'
    if (allowed && !allowed.has(algorithm)) {
      throw new SamlProblem('weak_algorithm', `${element.localName} "${algorithm}" is not accepted`)
    }
  }
}

function allowedFor(element: XmlElement): ReadonlySet<string> | undefined {
  if (isElement(element, 'encryption', 'EncryptionMethod')) return ENCRYPTIONS
  if (isElement(element, 'signature', 'DigestMethod')) {
    // OAEP is sound with SHA-1, and its usual name stands for it.
    const isOfOaep = element.parentNode && isElement(element.parentNode, 'encryption', 'EncryptionMethod')
    return isOfOaep ? undefined : DIGESTS
  }
  return isElement(element, 'signature', element.localName) && Object.hasOwn(OF_SIGNATURES, element.localName)
    ? OF_SIGNATURES[element.localName]
    : undefined
}
