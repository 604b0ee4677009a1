import fc from 'fast-check'
import {
  ALL_PERMISSIONS,
  factsOf,
  Grants,
  type HeldRole,
  isPermission,
  mayAssign,
  mayShape,
  OWNER,
  outranks,
  permissionFacts,
  type Role,
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
        const allowed = new Set<string>(held.flatMap((one) => factsOf(one)!.permissions))
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
const rankOf = (held: readonly HeldRole[]) => Math.max(0, ...held.map((one) => factsOf(one)!.priority))

/** Roles that organizations put together: any rank, any permissions. */
const custom = fc.record({
  id: fc.constantFrom('one', 'two', 'three'),
  priority: fc.integer({ min: -5, max: 105 }),
  permissions: fc.subarray([...ALL_PERMISSIONS], { maxLength: 8 }),
})
const shaping = fc.record({
  actor: fc.nat(PEOPLE - 1),
  subject: fc.nat(PEOPLE - 1),
  kind: fc.constantFrom('shape', 'shape', 'assign', 'remove'),
  wanted: custom,
  domain,
})

/**
 * From whom what somebody may do can have come: themselves, and all from whom those have it who gave them roles or shaped
 * the ones that they have.
 */
class Sources {
  readonly #of = new Map<string, Set<number>>()

  constructor(private readonly before: readonly Grants[]) {}

  of(who: string): ReadonlySet<number> {
    const known = this.#of.get(who) ?? new Set(who.startsWith('person') ? [Number(who.slice(6))] : [])
    this.#of.set(who, known)
    return known
  }

  flow(from: string, to: string): void {
    this.#of.set(to, new Set([...this.of(to), ...this.of(from)]))
  }

  /** What somebody may do now that none of their sources could do at first, there or everywhere; and whether they are higher. */
  excess(who: string, after: Grants): string[] {
    const sources = [...this.of(who)].map((person) => this.before[person]!)
    const more = after.permissions.filter((one) => {
      const reach = after.reach(one)
      const places = reach === 'everything' ? [undefined] : [...(reach as readonly string[])]
      return places.some((place) => !sources.some((source) => reaches(source, one, place)))
    })
    return sources.some(({ priority }) => priority >= after.priority) ? more : [...more, 'a higher rank']
  }
}

function reaches(
  source: Grants,
  permission: Grants['permissions'][number],
  place: string | undefined,
): boolean {
  if (!source.has(permission)) return false
  const reach = source.reach(permission)
  return reach === 'everything' || (place !== undefined && (reach as readonly string[]).includes(place))
}

const personOf = (index: number) => `person${index}`

describe('however roles are put together', () => {
  it('nobody gets more, further or higher than those from whom it can have come', () => {
    const start = fc.array(fc.array(heldRole, { maxLength: 2 }), { minLength: PEOPLE, maxLength: PEOPLE })
    fc.assert(
      fc.property(start, fc.array(shaping, { minLength: 10, maxLength: 25 }), (held, attempts) => {
        const world = [...held]
        const book = new Map<string, Role>()
        const grantsOf = (person: number) =>
          Grants.of(world[person]!.map((one) => ({ ...one, custom: book.get(one.role) })))
        const sources = new Sources(world.map((_held, person) => grantsOf(person)))
        for (const { actor, subject, kind, wanted, domain: place } of attempts) {
          const grants = grantsOf(actor)
          const present = book.get(wanted.id)
          if (kind === 'assign') {
            if (!mayAssign(grants, { role: wanted.id, domain: place, custom: present })) continue
            world[subject] = [...world[subject]!, { role: wanted.id, domain: place }]
            sources.flow(personOf(actor), personOf(subject))
            sources.flow(wanted.id, personOf(subject))
          } else if (
            (!present || mayShape(grants, present)) &&
            (kind === 'remove' || mayShape(grants, wanted))
          ) {
            const holders = world.flatMap((roles, at) =>
              roles.some((one) => one.role === wanted.id) ? [at] : [],
            )
            if (kind === 'shape') {
              book.set(wanted.id, { name: wanted.id, help: '', ...wanted })
              sources.flow(personOf(actor), wanted.id)
              for (const holder of holders) sources.flow(wanted.id, personOf(holder))
            } else if (holders.length === 0) book.delete(wanted.id)
          }
        }
        const changed = [...world.keys()].filter((person) => sources.of(personOf(person)).size > 1)
        expect(changed.flatMap((person) => sources.excess(personOf(person), grantsOf(person)))).toEqual([])
      }),
      { numRuns: 3_000 },
    )
  })

  it('they are shaped by whoever ranks above them, before and after, and may do it all', () => {
    const admin = Grants.of([{ role: 'admin' }])
    expect(mayShape(admin, { priority: 79, permissions: ['accounts.lock'] })).toBe(true)
    expect(mayShape(admin, { priority: 80, permissions: ['accounts.lock'] })).toBe(false)
    expect(mayShape(admin, { priority: 0, permissions: [] })).toBe(false)
    expect(mayShape(admin, { priority: 1, permissions: ['accounts.keys'] })).toBe(false)
    expect(mayShape(Grants.of([{ role: 'owner' }]), { priority: 100, permissions: [] })).toBe(false)
    const ofDomain = Grants.of([{ role: 'admin', domain: 'press.example.org' }])
    expect(mayShape(ofDomain, { priority: 1, permissions: [] })).toBe(false)
    expect(mayAssign(admin, { role: 'none of ours' })).toBe(false)
  })
})

describe('however roles are given and taken', () => {
  it('nobody gets more, further or higher than those from whom it can have come, and nobody touches a peer', () => {
    const start = fc.array(fc.array(heldRole, { maxLength: 2 }), { minLength: PEOPLE, maxLength: PEOPLE })
    fc.assert(
      fc.property(start, fc.array(attempt, { minLength: 10, maxLength: 20 }), (held, attempts) => {
        const grants = held.map((roles) => Grants.of(roles))
        const sources = new Sources([...grants])
        const world = [...held]
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
          if (kind === 'assign') sources.flow(personOf(actor), personOf(subject))
        }
        expect(touchedPeers).toBe(0)
        const changed = [...world.keys()].filter((person) => sources.of(personOf(person)).size > 1)
        expect(changed.flatMap((person) => sources.excess(personOf(person), grants[person]!))).toEqual([])
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
