import { OFFBOARD_NOTICE_DAYS } from '../../lifecycle/index.js'
import { isRoleId } from '../../roles/index.js'
import type { ConnectionPolicy } from './connection-policy.js'

/** What is wrong with a part of an input. */
export interface InputProblem {
  /** JSON pointer */
  readonly at: string
  readonly message: string
}

type Fields = Readonly<Record<string, unknown>>
type Check = (value: unknown, at: string) => InputProblem[]

const LIST_MAX = 200
const TEXT_MAX = 200
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const DAYS_MAX = 3_650

const text: Check = (value, at) =>
  typeof value === 'string' && value.length > 0 && value.length <= TEXT_MAX
    ? []
    : [{ at, message: `must be a text of 1 to ${TEXT_MAX} characters` }]
const domain: Check = (value, at) =>
  typeof value === 'string' && DOMAIN.test(value)
    ? []
    : [{ at, message: 'must be a domain in lower case, without a leading dot' }]
const flag: Check = (value, at) =>
  typeof value === 'boolean' ? [] : [{ at, message: 'must be true or false' }]
const days =
  (daysMin: number): Check =>
  (value, at) =>
    Number.isInteger(value) && Number(value) >= daysMin && Number(value) <= DAYS_MAX
      ? []
      : [{ at, message: `must be a number of days from ${daysMin} to ${DAYS_MAX}` }]
const bytes: Check = (value, at) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? [] : [{ at, message: 'must be a number of bytes' }]
const role: Check = (value, at) =>
  typeof value === 'string' && isRoleId(value) ? [] : [{ at, message: 'must be a role' }]
const oneOf =
  (...words: readonly string[]): Check =>
  (value, at) =>
    typeof value === 'string' && words.includes(value)
      ? []
      : [{ at, message: `must be one of ${words.join(', ')}` }]
const optional =
  (check: Check): Check =>
  (value, at) =>
    value === undefined ? [] : check(value, at)
const list =
  (check: Check): Check =>
  (value, at) =>
    Array.isArray(value) && value.length <= LIST_MAX
      ? value.flatMap((one, index) => check(one, `${at}/${index}`))
      : [{ at, message: `must be a list of at most ${LIST_MAX}` }]
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [{ at, message: 'must be an object' }]
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name))
    return [
      ...unknown.map((name) => ({ at: `${at}/${name}`, message: 'is not known' })),
      ...Object.entries(fields).flatMap(([name, check]) => check((value as Fields)[name], `${at}/${name}`)),
    ]
  }

const attribute = object({ claim: text, sync: oneOf('import', 'force') })

const POLICY = object({
  domains: list(
    object({
      domain,
      of: oneOf('email', 'handle'),
      enforcement: oneOf('required', 'preferred', 'optional'),
      appPasswords: oneOf('allow', 'deny'),
      appPasswordDays: optional(days(1)),
    }),
  ),
  mapping: object({
    subject: oneOf('sub', 'oid+tid'),
    email: attribute,
    name: attribute,
    locale: attribute,
    groups: text,
    trustEmail: flag,
  }),
  admission: object({
    emailDomains: list(domain),
    requiredGroups: list(text),
    deniedGroups: list(text),
    acr: list(text),
    amr: list(text),
  }),
  stepUp: optional(object({ acr: list(text), freshness: optional(oneOf('auth_time', 'prompt')) })),
  provisioning: object({
    mode: oneOf('auto', 'ask', 'approval', 'existing'),
    linking: flag,
    handles: object({
      domain,
      template: text,
      onCollision: oneOf('suffix', 'ask'),
      groupDomains: optional(list(object({ group: text, domain }))),
    }),
  }),
  roles: list(object({ group: text, role, domain: optional(domain) })),
  quotas: optional(list(object({ group: text, quotaBytes: bytes }))),
  leaving: object({
    logout: oneOf('nothing', 'browsers', 'everything'),
    signOut: optional(oneOf('here', 'provider')),
    deprovision: oneOf('lock', 'suspend', 'offboard'),
    // Less is to delete accounts, which no rule does.
    offboardDays: days(OFFBOARD_NOTICE_DAYS),
  }),
})

/** The policy of a connection that says nothing. @param handleDomain without a leading dot */
export function defaultPolicy(handleDomain: string): ConnectionPolicy {
  const imported = (claim: string) => ({ claim, sync: 'import' as const })
  return {
    domains: [],
    mapping: {
      subject: 'sub',
      email: imported('email'),
      name: imported('name'),
      locale: imported('locale'),
      groups: 'groups',
      trustEmail: false,
    },
    admission: { emailDomains: [], requiredGroups: [], deniedGroups: [], acr: [], amr: [] },
    stepUp: { acr: [], freshness: 'auth_time' },
    provisioning: {
      mode: 'ask',
      linking: true,
      handles: {
        domain: handleDomain,
        template: '{{ email | localpart | slug }}',
        onCollision: 'suffix',
        groupDomains: [],
      },
    },
    roles: [],
    quotas: [],
    leaving: { logout: 'browsers', signOut: 'here', deprovision: 'lock', offboardDays: 30 },
  }
}

/** A policy with what an input says put in the place of what there was, part by part; lists are replaced as a whole. */
export function changedPolicy(former: ConnectionPolicy, input: Fields): ConnectionPolicy {
  return merged(former as unknown as Fields, input) as unknown as ConnectionPolicy
}

/** What is wrong with a policy. @param handleDomains endings of handles here, each with its dot */
export function policyProblems(policy: ConnectionPolicy, handleDomains: readonly string[]): InputProblem[] {
  const problems = POLICY(policy, '/policy')
  if (problems.length > 0) return problems
  const at = '/policy/provisioning/handles'
  const { domain: ending, groupDomains = [] } = policy.provisioning.handles
  const endings = [
    { at: `${at}/domain`, ending },
    ...groupDomains.map((one, index) => ({ at: `${at}/groupDomains/${index}/domain`, ending: one.domain })),
  ]
  return endings
    .filter((one) => !handleDomains.includes(`.${one.ending}`))
    .map((one) => ({ at: one.at, message: `must be one of ${handleDomains.join(', ')}` }))
}

function merged(former: Fields, input: Fields): Fields {
  const parts = Object.entries(input).map(([name, value]) => {
    const known = Object.hasOwn(former, name) ? former[name] : undefined
    return [name, isFields(known) && isFields(value) ? merged(known, value) : value]
  })
  // Not by assignment: a field of the name `__proto__` would not be seen by whoever looks for unknown ones.
  return Object.fromEntries([...Object.entries(former), ...parts]) as Fields
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
