import type { ClaimMapping } from '../connections/connection-policy.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import { isStorable } from '../../database/index.js'

type Said = Readonly<Record<string, unknown>>

/** Longest text of a person that is kept. */
const TEXT_MAX = 512
const SUBJECT_MAX = 255
/** Groups of one person. */
const GROUPS_MAX = 2_000

/** What is read by the rules of a connection; how and when they have signed in is for the protocol to say. */
export type ReadPerson = Omit<VerifiedClaims, 'issuer' | 'acr' | 'amr' | 'authTimeMs' | 'sid' | 'raw'>

/**
 * What a provider has said of a person, by the rules of a connection.
 * @param needsGroups whether anything depends on groups
 * @throws {SsoFailure} `missing_claim` without a subject; `group_overage` where groups are needed and were too many to say
 */
export function readPerson(said: Said, mapping: ClaimMapping, needsGroups: boolean): ReadPerson {
  const email = textAt(said, mapping.email.claim)?.toLowerCase()
  const groups = listAt(said, mapping.groups)
  // Whoever is kept out by a group must not hide it behind others.
  if (needsGroups && (groups.length > GROUPS_MAX || hasOverage(said, mapping.groups)))
    throw new SsoFailure(
      'group_overage',
      'The person is in so many groups that the provider does not name them. Let it send only groups that are assigned to this application.',
      { claim: mapping.groups },
    )
  return {
    subject: subjectOf(said, mapping),
    email: email?.includes('@') ? email : undefined,
    emailVerified: mapping.trustEmail || isConfirmed(said, email),
    name: textAt(said, mapping.name.claim),
    locale: textAt(said, mapping.locale.claim),
    groups: groups.slice(0, GROUPS_MAX),
  }
}

function subjectOf(said: Said, { subject }: ClaimMapping): string {
  const parts = subject === 'sub' ? [said.sub] : [said.tid, said.oid]
  const texts = parts.filter((one): one is string => typeof one === 'string' && one !== '')
  const whole = texts.join(':')
  if (texts.length < parts.length || whole.length > SUBJECT_MAX || !isStorable(whole))
    throw new SsoFailure('missing_claim', `The provider does not say who it is (${subject}).`)
  return whole
}

/** `email_verified` says something of `email`, and nothing of what else may be taken for an address. */
function isConfirmed(said: Said, email: string | undefined): boolean {
  const { email_verified: confirmed } = said
  return (
    (confirmed === true || confirmed === 'true') &&
    email !== undefined &&
    textAt(said, 'email')?.toLowerCase() === email
  )
}

/** A claim by its name, or by the way to it, such as `realm_access.roles`. */
function valueAt(said: Said, name: string): unknown {
  if (Object.hasOwn(said, name)) return said[name]
  let at: unknown = said
  for (const step of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Said)[step]
  }
  return at
}

function textAt(said: Said, name: string): string | undefined {
  const value = valueAt(said, name)
  const one: unknown = Array.isArray(value) ? value[0] : value
  const text = typeof one === 'string' ? one.trim().slice(0, TEXT_MAX).replaceAll('\0', '') : ''
  return text === '' ? undefined : text
}

function listAt(said: Said, name: string): string[] {
  const value = valueAt(said, name)
  const list = Array.isArray(value) ? value : [value]
  return list.filter((one): one is string => typeof one === 'string' && one !== '' && !one.includes('\0'))
}

function hasOverage({ _claim_names: names, hasgroups }: Said, groups: string): boolean {
  const elsewhere = typeof names === 'object' && names !== null && Object.hasOwn(names, groups)
  return elsewhere || hasgroups === true || hasgroups === 'true'
}
