import fc from 'fast-check'
import {
  ALL_PERMISSIONS,
  Grants,
  type HeldRole,
  isPermission,
  mayAssign,
  OWNER,
  outranks,
  permissionFacts,
  ROLE_IDS,
  ROLES,
} from './index.js'

const DOMAINS = [undefined, 'press.example.org', 'lab.example.org'] as const
const role = fc.constantFrom(...ROLE_IDS)
const domain = fc.constantFrom(...DOMAINS)
const heldRole: fc.Arbitrary<HeldRole> = fc.record({ role, domain })

describe('roles', () => {
  it('consist of permissions that are there', () => {
    for (const id of ROLE_IDS) expect(ROLES[id].permissions.filter((one) => !isPermission(one))).toEqual([])
  })

  it('rank below the Owner, who may do everything', () => {
    expect(OWNER.permissions).toEqual(ALL_PERMISSIONS)
    for (const id of ROLE_IDS.filter((one) => one !== OWNER.id))
      expect(ROLES[id].priority).toBeLessThan(OWNER.priority)
  })

  it('that only look change nothing', () => {
    const verbs = ROLES.auditor.permissions.map((permission) => permission.split('.')[1])
    expect([...new Set(verbs)].sort()).toEqual(['contact', 'export', 'view'])
  })

  it('of operators show no personal data', () => {
    for (const permission of ['accounts.view', 'accounts.contact', 'sessions.view', 'audit.view'] as const)
      expect(ROLES.operator.permissions).not.toContain(permission)
  })
})

describe('grants', () => {
  it('of a domain reach its accounts and nothing else', () => {
    const grants = Grants.of([{ role: 'admin', domain: 'press.example.org' }])
    expect(grants.allows('accounts.lock', 'alice.press.example.org')).toBe(true)
    expect(grants.allows('accounts.lock', 'alice.other.example.org')).toBe(false)
    expect(grants.allows('accounts.lock', 'xpress.example.org')).toBe(false)
    expect(grants.allows('accounts.lock', undefined)).toBe(false)
    for (const permission of ALL_PERMISSIONS)
      expect(grants.has(permission)).toBe(
        permissionFacts(permission).scope === 'accounts' && ROLES.admin.permissions.includes(permission),
      )
  })

  it('are never more than those of the roles', () => {
    fc.assert(
      fc.property(fc.array(heldRole), (held) => {
        const allowed = new Set<string>(held.flatMap(({ role: id }) => ROLES[id].permissions))
        expect(Grants.of(held).permissions.filter((one) => !allowed.has(one))).toEqual([])
      }),
    )
  })
})

const PEOPLE = 6
const attempt = fc.record({
  actor: fc.nat(PEOPLE - 1),
  subject: fc.nat(PEOPLE - 1),
  role,
  domain,
  kind: fc.constantFrom('assign', 'revoke'),
})

/** Everybody's highest rank, also where it is for one domain only. */
const rankOf = (held: readonly HeldRole[]) => Math.max(0, ...held.map(({ role: id }) => ROLES[id].priority))

describe('however roles are given and taken', () => {
  it('nobody gets more than the highest of those who took part had, and nobody below an Owner touches a peer', () => {
    const start = fc.array(fc.array(heldRole, { maxLength: 2 }), { minLength: PEOPLE, maxLength: PEOPLE })
    fc.assert(
      fc.property(start, fc.array(attempt, { minLength: 10, maxLength: 20 }), (held, attempts) => {
        const grants = held.map((roles) => Grants.of(roles))
        const world = [...held]
        const before = new Set<string>(grants.flatMap((one) => one.permissions))
        const highest = Math.max(...grants.map(({ priority }) => priority))
        let touchedPeers = 0
        for (const { actor, subject, kind, role: wanted, domain: place } of attempts) {
          const { priority } = grants[actor]!
          const roles = world[subject]!
          const index = roles.findIndex((one) => one.role === wanted && one.domain === place)
          if ((kind === 'assign') === index >= 0) continue
          if (!mayAssign(grants[actor]!, { role: wanted, domain: place })) continue
          if (!outranks(priority, ROLES[wanted].priority)) touchedPeers++
          world[subject] =
            kind === 'revoke' ? roles.toSpliced(index, 1) : [...roles, { role: wanted, domain: place }]
          grants[subject] = Grants.of(world[subject]!)
        }
        // Whoever had more to begin with keeps it; nobody rises above whoever could give roles.
        const risen = grants.filter(({ priority }) => priority > highest)
        const gained = grants.flatMap(({ permissions }) => permissions.filter((one) => !before.has(one)))
        expect({ touchedPeers, risen, gained }).toEqual({ touchedPeers: 0, risen: [], gained: [] })
      }),
      { numRuns: 10_000 },
    )
  })

  it('an Admin cannot become an Owner, alone or with others who are none', () => {
    const nobodyHigh = fc.array(
      fc.array(
        heldRole.filter((one) => one.role !== OWNER.id),
        { maxLength: 2 },
      ),
      { minLength: PEOPLE, maxLength: PEOPLE },
    )
    fc.assert(
      fc.property(nobodyHigh, fc.array(attempt, { maxLength: 40 }), (held, attempts) => {
        const world = [...held]
        for (const { actor, subject, role: wanted, domain: place } of attempts) {
          const one = { role: wanted, domain: place }
          if (mayAssign(Grants.of(world[actor]!), one)) world[subject] = [...world[subject]!, one]
        }
        expect(Math.max(...world.map(rankOf))).toBeLessThan(OWNER.priority)
      }),
      { numRuns: 1_000 },
    )
  })
})
