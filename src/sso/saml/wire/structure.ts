import { SamlProblem } from './saml-problem.js'
import { attributeOf, elementsOf, isElement, type XmlElement } from './xml-tree.js'

const ID_ATTRIBUTES = ['ID', 'Id', 'id', 'xml:id', 'AssertionID']
const ONCE = new Set(['Response', 'Assertion', 'EncryptedAssertion', 'LogoutRequest', 'LogoutResponse'])

/**
 * Refuses documents that hold more than one reading: wrapped signatures need a second assertion, a second element with
 * the id of the signed one, or a signature that is not where it belongs.
 * @throws {SamlProblem}
 */
export function checkStructure(root: XmlElement): void {
  const ids = new Set<string>()
  let assertions = 0
  for (const element of elementsOf(root)) {
    for (const id of idsOf(element)) {
      if (ids.has(id)) throw new SamlProblem('structure', `the id "${id}" is there twice`)
      ids.add(id)
    }
    // By the name alone: a message hides in a namespace of its own.
    if (ONCE.has(element.localName) && element !== root) {
      const isInPlace =
        element.parentNode === root &&
        (isElement(element, 'assertion', 'Assertion') ||
          isElement(element, 'assertion', 'EncryptedAssertion'))
      if (!isInPlace || ++assertions > 1) {
        throw new SamlProblem('structure', `${element.localName} is where none belongs`)
      }
    }
    if (element.localName === 'Signature') checkPlace(element, root)
  }
}

function idsOf(element: XmlElement): string[] {
  return ID_ATTRIBUTES.map((name) => attributeOf(element, name)).filter((id) => id !== undefined)
}

/** Signatures are in the message itself, and in its assertion, one in each. */
function checkPlace(signature: XmlElement, root: XmlElement): void {
  const parent = signature.parentNode
  const isInPlace =
    isElement(signature, 'signature', 'Signature') &&
    parent &&
    (parent === root || (isElement(parent, 'assertion', 'Assertion') && parent.parentNode === root))
  const isOnly =
    parent && Array.from(parent.childNodes).filter(({ localName }) => localName === 'Signature').length === 1
  if (!isInPlace || !isOnly) throw new SamlProblem('structure', 'a signature is where none belongs')
  for (const element of elementsOf(signature)) {
    if (element.localName === 'Object') throw new SamlProblem('structure', 'a signature holds an object')
  }
}
