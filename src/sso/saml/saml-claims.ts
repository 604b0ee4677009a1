import type { Connection } from '../connections/connection.js'
import { needsGroups } from '../connections/connection-policy.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { readPerson } from '../people/claims-reading.js'
import { SsoFailure } from '../sso.errors.js'
import { samlSettings } from './saml-settings.js'
import { formatOf, isTransient } from './wire/name-ids.js'
import type { Assertion } from './wire/saml-messages.js'

const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const MICROSOFT = 'http://schemas.microsoft.com'

/** What providers call attributes by default, under the names that OpenID Connect has for them. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  email: [
    'mail',
    'emailAddress',
    'Email',
    `${CLAIMS}/emailaddress`,
    'urn:oid:0.9.2342.19200300.100.1.3',
    'urn:oid:1.2.840.113549.1.9.1',
  ],
  name: [
    'displayName',
    'cn',
    `${MICROSOFT}/identity/claims/displayname`,
    'urn:oid:2.16.840.1.113730.3.1.241',
    'urn:oid:2.5.4.3',
    `${CLAIMS}/name`,
  ],
  locale: ['preferredLanguage', 'urn:oid:2.16.840.1.113730.3.1.39'],
  groups: [
    'group',
    'memberOf',
    `${MICROSOFT}/ws/2008/06/identity/claims/groups`,
    'urn:oid:1.3.6.1.4.1.5923.1.5.1.1',
  ],
}
const GROUPS_ELSEWHERE = `${MICROSOFT}/claims/groups.link`
const OBJECT_ID = `${MICROSOFT}/identity/claims/objectidentifier`
const TENANT_ID = `${MICROSOFT}/identity/claims/tenantid`

/**
 * What an assertion says of a person, by the rules of a connection.
 * @throws {SsoFailure} `missing_claim` if it does not say who it is, for good
 */
export function claimsOf(connection: Connection, assertion: Assertion): VerifiedClaims {
  const { policy } = connection
  const said = saidOf(connection, assertion)
  return {
    ...readPerson(said, policy.mapping, needsGroups(policy)),
    issuer: assertion.issuer,
    acr: assertion.contextClass,
    amr: [],
    authTimeMs: assertion.authTimeMs,
    sid: assertion.sessionIndex,
    raw: said,
  }
}

function saidOf(connection: Connection, assertion: Assertion): Record<string, unknown> {
  const { attributes } = assertion
  const said = Object.entries(attributes).map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ])
  const aliases = Object.entries(ALIASES).flatMap(([name, others]) => {
    const found = [name, ...others].find((other) => Object.hasOwn(attributes, other))
    return found === undefined ? [] : [[name, attributes[found]]]
  })
  const entra = [
    ...(attributes[OBJECT_ID] ? [['oid', attributes[OBJECT_ID][0]]] : []),
    ...(attributes[TENANT_ID] ? [['tid', attributes[TENANT_ID][0]]] : []),
    ...(Object.hasOwn(attributes, GROUPS_ELSEWHERE) ? [['hasgroups', 'true']] : []),
  ]
  return Object.fromEntries([
    ...said,
    ...aliases,
    ...entra,
    // No attribute is the address of a person, or confirms one, under the names of OpenID Connect by itself.
    ['email_verified', undefined],
    ['sub', subjectOf(connection, assertion)],
  ]) as Record<string, unknown>
}

/** @throws {SsoFailure} */
function subjectOf(connection: Connection, { nameId, attributes }: Assertion): string {
  const { subjectAttribute, nameIdFormat } = samlSettings(connection)
  if (subjectAttribute !== undefined) {
    const values = Object.hasOwn(attributes, subjectAttribute) ? attributes[subjectAttribute]! : []
    if (values.length !== 1 || values[0] === '')
      throw new SsoFailure('missing_claim', `There is not one "${subjectAttribute}" that says who it is.`)
    return values[0]!
  }
  const wanted = formatOf(nameIdFormat)
  const isWanted = nameIdFormat === 'unspecified' ? !isTransient(nameId) : nameId.format === wanted
  if (!isWanted)
    throw new SsoFailure(
      'missing_claim',
      `The NameID has the format ${nameId.format ?? 'none'}, not ${wanted}.`,
      {
        format: nameId.format,
      },
    )
  return nameId.value
}
