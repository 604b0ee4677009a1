import type { AccountFilter, AccountSlice } from '../../src/account/listing/account-list.store.js'
import { ACCOUNT_SORTS } from '../../src/account/listing/account-list.store.js'
import { KnownMarks } from '../../src/account/listing/known-marks.js'
import { PgAccountListStore } from '../../src/account/listing/pg-account-list.store.js'
import type { Did } from '@guildhall/syntax'
import type { Database, Query } from '../../src/database/index.js'
import { TestDatabase } from '../support/test-database.js'

const ACCOUNTS = 100_000
const CONNECTION = '00000000-0000-7000-8000-000000000001'
const OTHER_CONNECTION = '00000000-0000-7000-8000-000000000002'

const SEED = `
  INSERT INTO account (did, handle, email, created_at, status, locked_at, email_confirmed_at)
  SELECT 'did:plc:' || md5(n::text),
         'user' || n || CASE n % 20 WHEN 0 THEN '.press.example.org' ELSE '.example.org' END,
         'mail' || n || '@example.com',
         timestamptz '2026-01-01' + n * interval '1 minute',
         CASE WHEN n % 100 = 0 THEN 'takendown' WHEN n % 50 = 0 THEN 'suspended'
              WHEN n % 10 = 0 THEN 'deactivated' ELSE 'active' END,
         CASE WHEN n % 500 = 0 THEN now() END,
         CASE WHEN n % 3 = 0 THEN now() END
    FROM generate_series(1, $1::int4) AS n`

/** What other tables say of some accounts. */
const MARKS = [
  `INSERT INTO member_facts (did, class, tags, updated_at)
   SELECT 'did:plc:' || md5(n::text), CASE WHEN n % 1000 = 0 THEN 'team' ELSE 'personal' END,
          CASE WHEN n % 500 = 0 THEN '{press,rare}'::text[] ELSE '{press}' END, now()
     FROM generate_series(1, $1::int4) AS n WHERE n % 10 = 0`,
  `INSERT INTO account_seen (did, seen_at)
   SELECT 'did:plc:' || md5(n::text), timestamptz '2026-01-01' + n * interval '2 minutes'
     FROM generate_series(1, $1::int4) AS n`,
  `INSERT INTO external_identity (connection_id, subject, did, issuer, claims, linked_by, linked_at)
   SELECT CASE WHEN n % 1000 = 0 THEN '${CONNECTION}' ELSE '${OTHER_CONNECTION}' END::uuid, n::text,
          'did:plc:' || md5(n::text), 'https://login.example.org', '{}', 'member', now()
     FROM generate_series(1, $1::int4) AS n WHERE n % 5 = 0`,
  `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
   SELECT n::text, 'did:plc:' || md5(n::text), 'A key', '', 0, '', false, now()
     FROM generate_series(1, $1::int4) AS n WHERE n % 1000 = 0`,
  `INSERT INTO totp_factor (did, wrapped, kek_id, begun_at, confirmed_at)
   SELECT 'did:plc:' || md5(n::text), '', '', now(), CASE WHEN n % 2000 = 0 THEN now() END
     FROM generate_series(1, $1::int4) AS n WHERE n % 1000 IN (0, 1)`,
  `UPDATE account SET email_auth_factor = true WHERE $1::int4 > 0 AND handle = 'user7.example.org'`,
  `INSERT INTO withheld_repo (relay, did, status, found_at)
   SELECT 'https://relay.example.org', 'did:plc:' || md5(n::text), 'throttled', now()
     FROM generate_series(1, $1::int4) AS n WHERE n % 2000 = 0`,
  `INSERT INTO admin_role_assignment (id, did, role, expires_at, granted_at)
   SELECT gen_random_uuid(), 'did:plc:' || md5(n::text), 'auditor',
          CASE WHEN n = 2 THEN timestamptz '2026-01-01' END, now()
     FROM generate_series(1, 3) AS n WHERE $1::int4 > 0`,
  `INSERT INTO admin_mapped_role (did, connection_id, role, domain, mapped_at)
   SELECT 'did:plc:' || md5('4'), '${CONNECTION}', 'auditor', '', now() WHERE $1::int4 > 0`,
]
/** Roles, relays and factors of few are read faster than looked up; what every account may have is not. */
const LARGE_SCAN = /Seq Scan on (account|account_seen|member_facts|external_identity)\b/
const MARKED = 'account, member_facts, account_seen, external_identity, passkey, totp_factor, withheld_repo'
const ROLE = { name: 'auditor', at: new Date('2026-02-01T00:00:00Z') }

const FILTERS: [string, AccountFilter][] = [
  ['nothing', {}],
  ['a status that is rare', { status: 'takendown', locked: false }],
  ['a status that is common', { status: 'active', locked: false }],
  ['a lock', { locked: true }],
  ['a domain', { domains: ['press.example.org'] }],
  ['several domains', { domains: ['press.example.org', 'none.example.org'] }],
  ['a confirmed address', { emailConfirmed: true }],
  ['a time after', { createdAfter: new Date('2026-03-01T00:00:00Z') }],
  ['a time before', { createdBefore: new Date('2026-01-02T00:00:00Z') }],
  ['the middle of a handle', { text: 'ser9999' }],
  ['the beginning of an address', { text: 'mail500' }],
  ['what is looked for in no address', { text: 'ser9999', addressesBelow: [] }],
  ['an address below a domain', { text: 'mail500', addressesBelow: ['press.example.org'] }],
  ['the beginning of a DID', { text: 'did:plc:abc' }],
  ['a text that is nowhere', { text: 'nothing like it' }],
  ['a short text', { text: 'us' }],
  ['a short text that is rare', { text: 'zz' }],
  ['a text that everybody has', { text: 'user' }],
  ['a class that is rare', { accountClass: 'team' }],
  ['a class that is common', { accountClass: 'personal' }],
  ['a tag that is rare', { tag: 'rare' }],
  ['a tag that nobody has', { tag: 'none' }],
  ['a role', { role: ROLE }],
  ['a connection of few', { connection: CONNECTION }],
  ['a connection of many', { connection: OTHER_CONNECTION }],
  ['having been seen', { lastSeenAfter: new Date('2026-05-01T00:00:00Z') }],
  ['not having been seen', { lastSeenBefore: new Date('2026-02-01T00:00:00Z') }],
  ['a second factor', { hasFactor: true }],
  ['no second factor', { hasFactor: false }],
  ['being withheld', { withheld: true }],
  ['not being withheld', { withheld: false }],
  ['a text, a status and a domain', { text: 'user99', status: 'active', domains: ['press.example.org'] }],
]

let database: TestDatabase
let store: PgAccountListStore
let withoutTrigrams: PgAccountListStore

/** The same store, but every statement is explained, not run. */
function explaining(plans: string[], hasTrigrams = true): PgAccountListStore {
  return new PgAccountListStore(explainer(plans, hasTrigrams))
}

function explainer(plans: string[], hasTrigrams = true): Database {
  const db = {
    query: async (query: Query) => {
      if (query.text.includes('pg_indexes')) return { rows: [], rowCount: hasTrigrams ? 1 : 0 }
      const rows = await database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${query.text}`, [
        ...(query.values ?? []),
      ])
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
      return { rows: [], rowCount: 0 }
    },
  }
  return db as unknown as Database
}

const handles = async (filter: AccountFilter, slice: Partial<AccountSlice> = {}, of = store) => {
  const found = await of.list(filter, { sort: 'createdAt', descending: false, limit: 5, ...slice })
  return found.map(({ account }) => account.handle)
}

beforeAll(async () => {
  database = await TestDatabase.open()
  store = new PgAccountListStore(database.db)
  const none = {
    query: (query: Query) => (query.text.includes('pg_indexes') ? { rowCount: 0 } : database.db.query(query)),
  }
  withoutTrigrams = new PgAccountListStore(none as unknown as Database)
  await database.rows(SEED, [ACCOUNTS])
  for (const statement of MARKS) await database.rows(statement, [ACCOUNTS])
  await database.rows(`VACUUM ANALYZE ${MARKED}`)
})
afterAll(() => database?.close())

describe('the list of accounts', () => {
  it('is found by parts of handles and addresses, whatever their case', async () => {
    expect(await handles({ text: 'SER99999.' })).toEqual(['user99999.example.org'])
    expect(await handles({ text: 'mail77777@' })).toEqual(['user77777.example.org'])
    expect(await handles({ text: 'user9999', status: 'active' })).toHaveLength(5)
    expect(await handles({ text: 'user_' })).toEqual([])
    expect(await handles({ text: '100%' })).toEqual([])
    expect(await handles({ text: 'a\0b' })).toEqual([])
  })

  it('is found by beginnings and ends where the database has no trigrams', async () => {
    expect(await handles({ text: 'user99999' }, {}, withoutTrigrams)).toEqual(['user99999.example.org'])
    expect(await handles({ text: '20.press.example.org' }, { limit: 1 }, withoutTrigrams)).toHaveLength(1)
    expect(await handles({ text: 'ser99999' }, {}, withoutTrigrams)).toEqual([])
  })

  it('is of the domains that are meant', async () => {
    expect(await handles({ domains: ['press.example.org'] }, { limit: 1 })).toEqual([
      'user20.press.example.org',
    ])
    expect(await handles({ domains: ['ress.example.org'] })).toEqual([])
    expect(await handles({ domains: [] })).toEqual([])
    expect(await store.count({ domains: ['press.example.org'] })).toBe(ACCOUNTS / 20)
  })

  it.each<[string, AccountFilter, number]>([
    ['class', { accountClass: 'team' }, ACCOUNTS / 1_000],
    ['tag', { tag: 'rare' }, ACCOUNTS / 500],
    ['role that is held now, also by a group', { role: ROLE }, 3],
    ['connection', { connection: CONNECTION }, ACCOUNTS / 1_000],
    ['last visit', { lastSeenAfter: new Date(Date.parse('2026-01-01') + ACCOUNTS * 120_000) }, 1],
    // The first 60 had an account by then; whoever was here twice as late as that is not missed.
    ['absence', { lastSeenBefore: new Date('2026-01-01T01:00:00Z') }, 29],
    ['second factor', { hasFactor: true }, ACCOUNTS / 1_000 + 1],
    ['want of a second factor', { hasFactor: false }, ACCOUNTS - ACCOUNTS / 1_000 - 1],
    ['being withheld', { withheld: true }, ACCOUNTS / 2_000],
    ['not being withheld', { withheld: false, tag: 'rare' }, ACCOUNTS / 500 - ACCOUNTS / 2_000],
  ])('is narrowed by %s', async (_name, filter, count) => {
    expect(await store.count(filter)).toBe(count)
  })

  it.each(ACCOUNT_SORTS)('by %s has every account once, in both directions', async (sort) => {
    const read = async (descending: boolean) => {
      const dids: string[] = []
      let after: AccountSlice['after']
      for (;;) {
        const found = await store.list({ text: 'user999' }, { sort, descending, limit: 7, after })
        dids.push(...found.map(({ account }) => account.did))
        if (found.length < 7) return dids
        after = found.at(-1)!.place
      }
    }
    const [up, down] = [await read(false), await read(true)]
    expect(new Set(up).size).toBe(up.length)
    expect(up.length).toBe(await store.count({ text: 'user999' }))
    expect(down).toEqual([...up].reverse())
  })

  describe.each([true, false])('never reads all accounts (trigrams: %s)', (hasTrigrams) => {
    it.each(FILTERS.flatMap(([name, filter]) => ACCOUNT_SORTS.map((sort) => [name, sort, filter] as const)))(
      'for %s by %s',
      async (_name, sort, filter) => {
        const plans: string[] = []
        const explained = explaining(plans, hasTrigrams)
        for (const descending of [true, false]) {
          const first = { sort, descending, limit: 51 }
          await explained.list(filter, first)
          const value = sort === 'createdAt' ? '2026-02-01T00:00:00.000000Z' : 'user5'
          await explained.list(filter, { ...first, after: { value, did: 'did:plc:5' } })
        }
        expect(plans).toHaveLength(4)
        for (const plan of plans) expect(plan).not.toMatch(LARGE_SCAN)
      },
    )
  })
})

describe('what a page of accounts says besides', () => {
  const at = ROLE.at
  const didsOf = async (numbers: readonly number[]) => {
    const rows = await database.rows<{ did: Did }>(
      `SELECT 'did:plc:' || md5(n::text) AS did FROM unnest($1::int4[]) WITH ORDINALITY AS asked (n, place) ORDER BY place`,
      [numbers],
    )
    return rows.map(({ did }) => did)
  }

  it('is their class, their roles as they are held now, and the best second factor', async () => {
    const numbers = [1_000, 2_000, 1, 2, 4, 7, 10]
    const dids = await didsOf(numbers)
    const marks = await new KnownMarks(database.db).of([...dids, 'did:plc:none' as Did], at)
    const none = { accountClass: undefined, roles: [], secondFactor: 'none' }
    expect(dids.map((did) => marks.get(did))).toEqual([
      { ...none, accountClass: 'team', secondFactor: 'passkey' },
      { ...none, accountClass: 'team', secondFactor: 'passkey' },
      // The app of the first one was never confirmed; the role of the second is over.
      { ...none, roles: ['auditor'] },
      none,
      { ...none, roles: ['auditor'] },
      { ...none, secondFactor: 'email' },
      { ...none, accountClass: 'personal' },
    ])
    expect(marks.size).toBe(numbers.length)
    expect(await new KnownMarks(database.db).of([], at)).toEqual(new Map())
  })

  it('is found in one statement, without reading all of anything large', async () => {
    const plans: string[] = []
    await new KnownMarks(explainer(plans)).of(
      await didsOf(Array.from({ length: 200 }, (_, n) => n * 7 + 1)),
      at,
    )
    expect(plans).toHaveLength(1)
    expect(plans[0]).not.toMatch(LARGE_SCAN)
  })
})
