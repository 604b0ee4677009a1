import { decryptXml } from '@node-saml/node-saml/lib/xml.js'
import { checkAlgorithms } from './algorithms.js'
import { type AssertionChecks, readAssertion } from './assertion.js'
import { decodeMessage } from './decode.js'
import type { Assertion, SamlTask } from './saml-messages.js'
import { SamlProblem } from './saml-problem.js'
import { strictSaml } from './strict-saml.js'
import { checkStructure } from './structure.js'
import {
  attributeOf,
  childOf,
  childrenOf,
  elementsOf,
  isElement,
  needChild,
  readRoot,
  textOf,
  type XmlElement,
} from './xml-tree.js'

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'

type ResponseTask = Extract<SamlTask, { task: 'response' }>

/**
 * Believes a response, or not. The document is looked at as a whole first, and refused if there is anything about it that
 * could be read in two ways; the library then looks at signatures; what is returned was read from the bytes that are
 * signed, and from no others.
 * @throws {SamlProblem}
 */
export async function verifyResponse(task: ResponseTask): Promise<Assertion> {
  const root = await readRoot(decodeMessage(task.message), 'protocol', ['Response'])
  checkStructure(root)
  checkAlgorithms(root)
  checkResponse(root, task)
  const decryptionKey = await keyFor(root, task.service.decryptionKeys)
  if (task.isEncrypted && !decryptionKey) throw new SamlProblem('encryption', 'it is not encrypted')
  const signed = await signedAssertion(task, decryptionKey)
  const assertion = await readRoot(signed, 'assertion', ['Assertion'])
  checkStructure(assertion)
  const checks: AssertionChecks = {
    issuer: task.provider.entityId,
    recipient: task.service.consumerUrl,
    audience: task.service.entityId,
    requestId: task.requestId,
    nowMs: task.nowMs,
  }
  return readAssertion(assertion, checks)
}

/** What a response says besides its assertion. Its signature, if it has one, is looked at later. */
function checkResponse(root: XmlElement, { service, provider, requestId }: ResponseTask): void {
  checkStatus(root)
  const destination = attributeOf(root, 'Destination')
  const isSigned = childOf(root, 'signature', 'Signature') !== undefined
  if (destination === undefined ? isSigned : destination !== service.consumerUrl) {
    throw new SamlProblem(
      'destination',
      `it was meant for ${destination ?? 'nobody'}, not ${service.consumerUrl}`,
    )
  }
  const issuer = textOf(childOf(root, 'assertion', 'Issuer'))
  if (issuer !== undefined && issuer !== provider.entityId) {
    throw new SamlProblem('issuer', `it comes from "${issuer}", not "${provider.entityId}"`)
  }
  const answered = attributeOf(root, 'InResponseTo')
  if (answered !== requestId) {
    throw new SamlProblem('unsolicited', answered ? 'it answers another request' : 'it answers no request')
  }
}

function checkStatus(root: XmlElement): void {
  const status = needChild(root, 'protocol', 'Status')
  const code = needChild(status, 'protocol', 'StatusCode')
  if (attributeOf(code, 'Value') === SUCCESS) return
  const nested = childOf(code, 'protocol', 'StatusCode')
  const codes = [code, nested].map((one) => one && attributeOf(one, 'Value')?.split(':').at(-1))
  const message = textOf(childOf(status, 'protocol', 'StatusMessage'))
  throw new SamlProblem('status', [...codes.filter(Boolean), message].filter(Boolean).join(': '))
}

/**
 * The key that opens an encrypted assertion; what is in it is looked at like the document around it.
 * @throws {SamlProblem}
 */
async function keyFor(root: XmlElement, keys: readonly string[]): Promise<string | undefined> {
  const [encrypted] = childrenOf(root, 'assertion', 'EncryptedAssertion')
  if (!encrypted) return undefined
  for (const key of keys) {
    const opened = await open((encrypted as { toString(): string }).toString(), key)
    if (opened === undefined) continue
    const assertion = await readRoot(opened, 'assertion', ['Assertion'])
    checkStructure(assertion)
    checkAlgorithms(assertion)
    refuseEncryption(assertion)
    return key
  }
  throw new SamlProblem('encryption', 'none of our keys opens it')
}

async function open(xml: string, key: string): Promise<string | undefined> {
  try {
    return await decryptXml(xml, key)
  } catch {
    return undefined
  }
}

/** One layer is enough. */
function refuseEncryption(assertion: XmlElement): void {
  if (elementsOf(assertion).some((element) => isElement(element, 'encryption', 'EncryptedData'))) {
    throw new SamlProblem('encryption', 'there is something encrypted in what was encrypted')
  }
}

/** @returns the assertion as it was signed */
async function signedAssertion(task: ResponseTask, decryptionKey: string | undefined): Promise<string> {
  const saml = strictSaml({ ...task, decryptionKey })
  try {
    const { profile } = await saml.validatePostResponseAsync({
      SAMLResponse: task.message.replace(/\s/g, ''),
    })
    const xml = profile?.getAssertionXml?.()
    if (xml) return xml
  } catch (error) {
    throw new SamlProblem(codeOf(error as Error), (error as Error).message)
  }
  throw new SamlProblem('signature', 'there is no assertion that is signed')
}

/** The library has messages only. */
function codeOf({ message }: Error) {
  if (/audience/i.test(message)) return 'audience'
  return /InResponseTo/i.test(message) ? 'unsolicited' : 'signature'
}
