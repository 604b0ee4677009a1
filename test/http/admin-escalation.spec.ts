import fc from 'fast-check'
import { ALL_PERMISSIONS, ROLE_IDS } from '../../src/roles/index.js'
import { confirmAddress } from '../support/address-confirmation.js'
import { AdminApi } from '../support/admin-api.js'
import { PASSWORD, WholeServer } from '../support/whole-server.js'

const DOMAINS = [undefined, 'press.test', 'lab.test'] as const
const CUSTOM = ['one', 'two', 'three'] as const
/** Who is there at first; the Owner looks on. Not all are what they are everywhere. */
const PEOPLE = [
  { role: 'owner' },
  { role: 'admin' },
  { role: 'admin', domain: 'press.test' },
  { role: 'identity-admin' },
  { role: 'help-desk', domain: 'lab.test' },
  { role: 'moderator' },
  { role: 'operator' },
  { role: 'auditor' },
  {},
  {},
] as const
/** How much is tried, one after the other. */
const ATTEMPTS = Number(process.env.ESCALATION_ATTEMPTS ?? 400)
const TEST_MAX_MS = 120_000 + ATTEMPTS * 100

interface Person {
  readonly did: string
  readonly api: AdminApi
  /** tokens that they have made, as those act as well */
  readonly tokens: AdminApi[]
}

type Reach = readonly { readonly permission: string; readonly domains?: readonly string[] }[]
interface Me {
  readonly status: number
  readonly priority: number
  readonly grants: Reach
}

const person = fc.nat(PEOPLE.length - 1)
const attempt = fc.record({
  actor: fc.integer({ min: 1, max: PEOPLE.length - 1 }),
  subject: person,
  byToken: fc.nat(3).map((one) => one === 0),
  kind: fc.constantFrom('assign', 'assign', 'revoke', 'make', 'change', 'remove', 'token', 'invite', 'reach'),
  role: fc.constantFrom(...ROLE_IDS, ...CUSTOM),
  custom: fc.constantFrom(...CUSTOM),
  domain: fc.constantFrom(...DOMAINS),
  permissions: fc.subarray([...ALL_PERMISSIONS], { minLength: 1, maxLength: 6 }),
  priority: fc.integer({ min: 1, max: 99 }),
  verb: fc.constantFrom('lock', 'suspend', 'takedown', 'reset-mfa', 'deactivate'),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer One> ? One : never

let server: WholeServer
let owner: AdminApi
const people: Person[] = []
/** From whom what a person, or a role that was put together, allows can have come. */
const sources = new Map<string, Set<number>>()
let guests = 0

beforeAll(async () => {
  server = await WholeServer.start({
    PDS_INVITE_REQUIRED: 'true',
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_SERVICE_HANDLE_DOMAINS: '.test,.press.test,.lab.test',
  })
  for (const held of PEOPLE) {
    const { json } = await new AdminApi(server).post('invites', {})
    const inviteCode = (json.data as [{ codes: [string] }])[0].codes[0]
    const { did } = await server.signUp({ inviteCode })
    if ('role' in held)
      await new AdminApi(server).assign(did, held.role, 'domain' in held ? { domain: held.domain } : {})
    people.push({ did, api: await new AdminApi(server).signedIn(did), tokens: [] })
  }
  owner = people[0]!.api
}, TEST_MAX_MS)
afterAll(() => server?.close())

const sourcesOf = (who: string): ReadonlySet<number> =>
  sources.get(who) ?? new Set(people.flatMap(({ did }, at) => (did === who ? [at] : [])))
const flow = (from: string, to: string) => sources.set(to, new Set([...sourcesOf(to), ...sourcesOf(from)]))

async function meOf({ api }: Person): Promise<Me> {
  const { status, json } = await api.get('me')
  return { status, priority: Number(json.priority ?? 0), grants: (json.grants ?? []) as Reach }
}

/** Somebody who has come by an invite. */
async function takeUp(inviteCode: string, email: string, by: Person): Promise<void> {
  const wanted = { handle: `guest${guests}.test`, email, password: PASSWORD, inviteCode }
  const { status, json } = await server.post('com.atproto.server.createAccount', wanted)
  if (status !== 200) return
  const did = json.did as string
  await confirmAddress(server, { did, email, accessJwt: json.accessJwt as string })
  sources.set(did, new Set(sourcesOf(by.did)))
  people.push({ did, api: await new AdminApi(server).signedIn(did), tokens: [] })
}

async function assignmentOf(did: string): Promise<string | undefined> {
  const { json } = await owner.get(`role-assignments?filter[did]=${did}`)
  return (json.data as { id: string; did: string }[] | undefined)?.find((one) => one.did === did)?.id
}

/** Tries one thing. @returns whether it was done */
async function tryOne(one: Attempt): Promise<boolean> {
  const by = people[one.actor]!
  const api = one.byToken ? (by.tokens.at(-1) ?? by.api) : by.api
  const { did } = people[one.subject]!
  const shape = { priority: one.priority, permissions: one.permissions }
  switch (one.kind) {
    case 'assign': {
      const { status } = await api.assign(did, one.role, one.domain && { domain: one.domain })
      if (status !== 201) return false
      flow(by.did, did)
      flow(one.role, did)
      return true
    }
    case 'revoke': {
      const id = await assignmentOf(did)
      return id !== undefined && (await api.send('DELETE', `role-assignments/${id}`)).status < 300
    }
    case 'make':
    case 'change': {
      const { status } = await (one.kind === 'make'
        ? api.post('roles', { id: one.custom, name: one.custom, ...shape })
        : api.send('PATCH', `roles/${one.custom}`, shape))
      if (status >= 300) return false
      flow(by.did, one.custom)
      for (const each of people) flow(one.custom, each.did)
      return true
    }
    case 'remove':
      return (await api.send('DELETE', `roles/${one.custom}`)).status < 300
    case 'token': {
      const expiresAt = new Date(server.clock.nowMs() + 86_400_000).toISOString()
      const { status, json } = await api.post('tokens', {
        name: 'one',
        permissions: one.permissions,
        expiresAt,
      })
      if (status !== 201) return false
      by.tokens.push(new AdminApi(server, { authorization: `Bearer ${String(json.secret)}` }))
      return true
    }
    case 'invite': {
      const emailPattern = `guest${++guests}@example.com`
      const order = { emailPattern, role: one.role, ...(one.domain && { roleDomain: one.domain }) }
      const { status, json } = await api.post('invites', order)
      if (status !== 201) return false
      const [made] = json.data as { codes: string[] }[]
      await takeUp(made!.codes[0]!, emailPattern, by)
      return true
    }
    case 'reach':
      // What is done to the Owner is told by what the Owner still is.
      return (
        one.subject === 0 && (await api.post(`accounts/${did}/${one.verb}`, { reason: 'why' })).status < 300
      )
  }
}

const reaches = ({ grants }: Me, permission: string, domain: string | undefined): boolean =>
  grants.some(
    (one) =>
      one.permission === permission &&
      (!one.domains || (domain !== undefined && one.domains.includes(domain))),
  )

/** What somebody may do now that none of those could do at first from whom they can have it. */
function excess(now: Me, from: readonly Me[]): string[] {
  const more = now.grants.flatMap(({ permission, domains }) =>
    (domains ?? [undefined])
      .filter((domain) => !from.some((source) => reaches(source, permission, domain)))
      .map((domain) => `${permission} ${domain ?? 'everywhere'}`),
  )
  return from.some(({ priority }) => priority >= now.priority) ? more : [...more, 'a higher rank']
}

it(
  'nobody ends with more than those could do from whom it can have come, by roles, tokens and invites, and the Owner stays',
  async () => {
    const before = await Promise.all(people.map(meOf))
    const attempts = fc.sample(attempt, { numRuns: ATTEMPTS, seed: Number(process.env.ESCALATION_SEED ?? 7) })
    const done: string[] = []
    for (const one of attempts) if (await tryOne(one)) done.push(one.kind)
    for (const kind of ['assign', 'revoke', 'make', 'token', 'invite']) expect(done).toContain(kind)
    expect(done).not.toContain('reach')
    const found: string[] = []
    for (const [at, one] of people.entries()) {
      const now = await meOf(one)
      if (at === 0) expect(now).toEqual(before[0])
      else if (now.status === 200)
        found.push(
          ...excess(
            now,
            [...sourcesOf(one.did)].map((source) => before[source]!),
          ),
        )
    }
    expect(found).toEqual([])
    expect(await server.sql(`SELECT did FROM admin_role_assignment WHERE role = 'owner'`)).toEqual([
      { did: people[0]!.did },
    ])
  },
  TEST_MAX_MS,
)
