import { CLOCK_SKEW_MS, MESSAGE_AGE_MAX_MS } from './limits.js'
import type { Assertion, NameId } from './saml-messages.js'
import { SamlProblem } from './saml-problem.js'
import { attributeOf, childOf, childrenOf, needChild, textOf, timeOf, type XmlElement } from './xml-tree.js'

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** What an assertion must say. */
export interface AssertionChecks {
  readonly issuer: string
  readonly recipient: string
  readonly audience: string
  /** of our request; absent: there must be none */
  readonly requestId: string | undefined
  readonly nowMs: number
}

/**
 * Reads an assertion whose signature is good, and compares it with what it must say.
 * @throws {SamlProblem}
 */
export function readAssertion(assertion: XmlElement, checks: AssertionChecks): Assertion {
  const { nowMs } = checks
  const issuer = textOf(needChild(assertion, 'assertion', 'Issuer'))
  if (issuer !== checks.issuer) {
    throw new SamlProblem('issuer', `it comes from "${issuer}", not "${checks.issuer}"`)
  }
  checkIssueTime(assertion, nowMs)
  const subject = needChild(assertion, 'assertion', 'Subject')
  const confirmedUntilMs = checkConfirmation(subject, checks)
  const conditionsEndMs = checkConditions(needChild(assertion, 'assertion', 'Conditions'), checks)
  const statement = childrenOf(assertion, 'assertion', 'AuthnStatement')[0]
  if (!statement) throw new SamlProblem('structure', 'it does not say that anybody has signed in')
  const context = childOf(statement, 'assertion', 'AuthnContext')
  return {
    id: needAttribute(assertion, 'ID'),
    issuer,
    nameId: readNameId(subject),
    sessionIndex: attributeOf(statement, 'SessionIndex'),
    contextClass: context && textOf(childOf(context, 'assertion', 'AuthnContextClassRef')),
    ...timesOf(statement, nowMs),
    endsMs: Math.min(confirmedUntilMs, conditionsEndMs) + CLOCK_SKEW_MS,
    attributes: readAttributes(assertion),
  }
}

/** The NameID in a subject, or in a request. @throws {SamlProblem} */
export function readNameId(parent: XmlElement): NameId {
  const element = needChild(parent, 'assertion', 'NameID')
  const value = textOf(element)
  if (value === undefined) throw new SamlProblem('subject', 'the NameID is empty')
  return {
    value,
    format: attributeOf(element, 'Format'),
    nameQualifier: attributeOf(element, 'NameQualifier'),
    spNameQualifier: attributeOf(element, 'SPNameQualifier'),
  }
}

/** Refuses what is not of now. @throws {SamlProblem} */
export function checkIssueTime(message: XmlElement, nowMs: number): void {
  const issuedMs = timeOf(message, 'IssueInstant')
  if (issuedMs === undefined) throw new SamlProblem('structure', `${message.localName} has no time`)
  if (issuedMs > nowMs + CLOCK_SKEW_MS) throw new SamlProblem('too_early', 'it comes from the future')
  if (issuedMs < nowMs - MESSAGE_AGE_MAX_MS - CLOCK_SKEW_MS) throw new SamlProblem('expired', 'it is too old')
}

/** Refuses what does not hold now. @returns when it ends, without allowance. @throws {SamlProblem} */
export function checkPeriod(element: XmlElement, nowMs: number): number | undefined {
  const fromMs = timeOf(element, 'NotBefore')
  const untilMs = timeOf(element, 'NotOnOrAfter')
  if (fromMs !== undefined && nowMs + CLOCK_SKEW_MS < fromMs) {
    throw new SamlProblem('too_early', `${element.localName} does not hold yet`)
  }
  if (untilMs !== undefined && nowMs - CLOCK_SKEW_MS >= untilMs) {
    throw new SamlProblem('expired', `${element.localName} does not hold any more`)
  }
  return untilMs
}

/** One way of several that shows that whoever brings the assertion may; the first problem is told if none does. */
function checkConfirmation(subject: XmlElement, checks: AssertionChecks): number {
  const ways = childrenOf(subject, 'assertion', 'SubjectConfirmation')
  let problem = new SamlProblem('subject', 'nothing says who may bring it')
  for (const way of ways.toReversed()) {
    try {
      return checkBearer(way, checks)
    } catch (error) {
      if (!(error instanceof SamlProblem)) throw error
      problem = error
    }
  }
  throw problem
}

function checkBearer(way: XmlElement, { recipient, requestId, nowMs }: AssertionChecks): number {
  if (attributeOf(way, 'Method') !== BEARER)
    throw new SamlProblem('subject', 'it is not for whoever brings it')
  const data = needChild(way, 'assertion', 'SubjectConfirmationData')
  const named = attributeOf(data, 'Recipient')
  if (named !== recipient)
    throw new SamlProblem('recipient', `it is for ${named ?? 'nobody'}, not ${recipient}`)
  if (attributeOf(data, 'InResponseTo') !== requestId) {
    throw new SamlProblem('unsolicited', 'its assertion does not answer our request')
  }
  const untilMs = checkPeriod(data, nowMs)
  if (untilMs === undefined) throw new SamlProblem('structure', 'it has no end')
  return untilMs
}

function checkConditions(conditions: XmlElement, { audience, nowMs }: AssertionChecks): number {
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction')
  const isForUs = restrictions.every((restriction) =>
    childrenOf(restriction, 'assertion', 'Audience').some((named) => textOf(named) === audience),
  )
  if (restrictions.length === 0 || !isForUs) throw new SamlProblem('audience', `it is not for ${audience}`)
  return checkPeriod(conditions, nowMs) ?? Infinity
}

function timesOf(statement: XmlElement, nowMs: number) {
  const authTimeMs = timeOf(statement, 'AuthnInstant')
  const sessionEndsMs = timeOf(statement, 'SessionNotOnOrAfter')
  if (authTimeMs === undefined) throw new SamlProblem('structure', 'it does not say when they have signed in')
  if (authTimeMs > nowMs + CLOCK_SKEW_MS) throw new SamlProblem('too_early', 'they sign in in the future')
  if (sessionEndsMs !== undefined && nowMs - CLOCK_SKEW_MS >= sessionEndsMs) {
    throw new SamlProblem('expired', 'the session has ended')
  }
  return { authTimeMs, sessionEndsMs }
}

function readAttributes(assertion: XmlElement): Record<string, string[]> {
  const attributes = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, 'assertion', 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, 'assertion', 'Attribute')) {
      const name = needAttribute(attribute, 'Name')
      const values = childrenOf(attribute, 'assertion', 'AttributeValue').map(
        (value) => value.textContent ?? '',
      )
      attributes.set(name, [...(attributes.get(name) ?? []), ...values])
    }
  }
  return Object.fromEntries(attributes)
}

function needAttribute(element: XmlElement, name: string): string {
  const value = attributeOf(element, name)
  if (!value) throw new SamlProblem('structure', `${element.localName} has no ${name}`)
  return value
}
