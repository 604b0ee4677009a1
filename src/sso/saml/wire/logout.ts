import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { getVerifiedXml } from '@node-saml/node-saml/lib/xml.js'
import { checkAlgorithms, QUERY_SIGNATURES } from './algorithms.js'
import { checkIssueTime, checkPeriod, readNameId } from './assertion.js'
import { decodeMessage, inflateMessage } from './decode.js'
import { CLOCK_SKEW_MS, MESSAGE_AGE_MAX_MS } from './limits.js'
import type { LogoutMessage, ProviderParty, SamlTask } from './saml-messages.js'
import { SamlProblem } from './saml-problem.js'
import { strictSaml } from './strict-saml.js'
import { checkStructure } from './structure.js'
import { attributeOf, childrenOf, needChild, readRoot, textOf, timeOf, type XmlElement } from './xml-tree.js'

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const PARAMETERS = new Set(['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature'])

type LogoutTask = Extract<SamlTask, { task: 'logoutMessage' }>

/**
 * Believes what a provider says about a logout, or not. What is not signed is never believed.
 * @throws {SamlProblem}
 */
export async function verifyLogout({
  service,
  provider,
  carried,
  nowMs,
}: LogoutTask): Promise<LogoutMessage> {
  const { root, relayState } =
    carried.binding === 'post'
      ? { root: await fromForm(carried.message, provider), relayState: carried.relayState }
      : await fromQuery(carried.query, provider)
  const destination = attributeOf(root, 'Destination')
  if (destination !== service.logoutUrl) {
    throw new SamlProblem(
      'destination',
      `it was meant for ${destination ?? 'nobody'}, not ${service.logoutUrl}`,
    )
  }
  const issuer = textOf(needChild(root, 'assertion', 'Issuer'))
  if (issuer !== provider.entityId) {
    throw new SamlProblem('issuer', `it comes from "${issuer}", not "${provider.entityId}"`)
  }
  checkIssueTime(root, nowMs)
  return root.localName === 'LogoutRequest' ? readRequest(root, relayState, nowMs) : readAnswer(root)
}

/** An address at the provider that ends somebody's session there. */
export function logoutRequestUrl(task: Extract<SamlTask, { task: 'logoutRequest' }>): Promise<string> {
  const { provider, nameId, sessionIndex } = task
  const saml = strictSaml({ ...task, logoutUrl: provider.logout?.url })
  const user = {
    issuer: provider.entityId,
    nameID: nameId.value,
    nameIDFormat: nameId.format ?? '',
    ...(nameId.nameQualifier && { nameQualifier: nameId.nameQualifier }),
    ...(nameId.spNameQualifier && { spNameQualifier: nameId.spNameQualifier }),
    ...(sessionIndex && { sessionIndex }),
  }
  return saml.getLogoutUrlAsync(user, '', {})
}

/** An address that tells a provider what came of its request. */
export function logoutAnswerUrl(task: Extract<SamlTask, { task: 'logoutAnswer' }>): Promise<string> {
  const { provider, inResponseTo, relayState, isSuccess } = task
  const saml = strictSaml({ service: task.service, provider, logoutUrl: provider.logout?.answerUrl })
  const asked = { issuer: provider.entityId, nameID: '', nameIDFormat: '', ID: inResponseTo }
  return saml.getLogoutResponseUrlAsync(asked, relayState ?? '', {}, isSuccess)
}

async function fromForm(message: string, provider: ProviderParty): Promise<XmlElement> {
  const xml = decodeMessage(message)
  const root = await readMessage(xml)
  const certificates = provider.certificates.map((base64) => pem(base64))
  const signed = getVerifiedXml(xml, root as never, certificates)
  if (!signed) throw new SamlProblem('signature', 'it is not signed by the provider')
  return readMessage(signed)
}

async function fromQuery(query: string, provider: ProviderParty) {
  const raw = parametersOf(query)
  const name = raw.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse'
  const algorithm = decode(raw.get('SigAlg'))
  const hash = Object.hasOwn(QUERY_SIGNATURES, algorithm) && QUERY_SIGNATURES[algorithm]
  if (!hash) throw new SamlProblem('weak_algorithm', `the signature "${algorithm}" is not accepted`)
  const signed = [name, 'RelayState', 'SigAlg']
    .filter((key) => raw.has(key))
    .map((key) => `${key}=${raw.get(key)}`)
  const signature = Buffer.from(decode(raw.get('Signature')), 'base64')
  const isGood = provider.certificates.some((base64) =>
    verify(hash, Buffer.from(signed.join('&')), createPublicKey(pem(base64)), signature),
  )
  if (!isGood) throw new SamlProblem('signature', 'the address is not signed by the provider')
  const root = await readMessage(inflateMessage(decode(raw.get(name))))
  return { root, relayState: raw.has('RelayState') ? decode(raw.get('RelayState')) : undefined }
}

/** Parameters as they were sent: that is what is signed. Each is there once, and there are no others. */
function parametersOf(query: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of query.split('&').filter(Boolean)) {
    const at = part.indexOf('=')
    const name = part.slice(0, at)
    if (!PARAMETERS.has(name) || found.has(name))
      throw new SamlProblem('structure', 'the address has other parameters')
    found.set(name, part.slice(at + 1))
  }
  if (found.has('SAMLRequest') === found.has('SAMLResponse')) {
    throw new SamlProblem('structure', 'there must be one message')
  }
  return found
}

function decode(value = ''): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    throw new SamlProblem('malformed', 'a parameter is not encoded as it should')
  }
}

async function readMessage(xml: string): Promise<XmlElement> {
  const root = await readRoot(xml, 'protocol', ['LogoutRequest', 'LogoutResponse'])
  checkStructure(root)
  checkAlgorithms(root)
  return root
}

function readRequest(root: XmlElement, relayState: string | undefined, nowMs: number): LogoutMessage {
  const untilMs = checkPeriod(root, nowMs)
  const id = attributeOf(root, 'ID')
  if (!id) throw new SamlProblem('structure', 'the request has no id')
  const issuedMs = timeOf(root, 'IssueInstant')!
  return {
    kind: 'request',
    id,
    nameId: readNameId(root),
    sessionIndexes: childrenOf(root, 'protocol', 'SessionIndex')
      .map(textOf)
      .filter((index) => index !== undefined),
    relayState,
    endsMs: Math.min(untilMs ?? Infinity, issuedMs + MESSAGE_AGE_MAX_MS) + CLOCK_SKEW_MS,
  }
}

function readAnswer(root: XmlElement): LogoutMessage {
  const inResponseTo = attributeOf(root, 'InResponseTo')
  if (!inResponseTo) throw new SamlProblem('unsolicited', 'it answers no request')
  const status = needChild(needChild(root, 'protocol', 'Status'), 'protocol', 'StatusCode')
  return { kind: 'response', inResponseTo, isSuccess: attributeOf(status, 'Value') === SUCCESS }
}

function pem(base64: string): string {
  return new X509Certificate(Buffer.from(base64, 'base64')).toString()
}
