import type { Database, Query } from '../../src/database/index.js'
import type { IdentityFilter } from '../../src/sso/people/identity-list.store.js'
import { PgIdentityListStore } from '../../src/sso/people/pg-identity-list.store.js'
import { explaining as readingOf, type Reading } from '../support/query-plan.js'
import { TestDatabase } from '../support/test-database.js'

const PEOPLE = 100_000
const CONNECTION = '00000000-0000-7000-8000-000000000001'
const OTHER_CONNECTION = '00000000-0000-7000-8000-000000000002'
const SEED = [
  `INSERT INTO account (did, handle, email, created_at, status)
   SELECT 'did:plc:' || md5(n::text),
          'user' || n || CASE n % 20 WHEN 0 THEN '.press.example.org' ELSE '.example.org' END,
          'mail' || n || '@example.com', now(), 'active'
     FROM generate_series(1, $1::int4) AS n`,
  `INSERT INTO external_identity (connection_id, subject, did, issuer, claims, linked_by, linked_at)
   SELECT CASE WHEN n % 1000 = 0 THEN '${CONNECTION}' ELSE '${OTHER_CONNECTION}' END::uuid, n::text,
          'did:plc:' || md5(n::text), 'https://login.example.org', '{}', 'member',
          timestamptz '2026-01-01' + (n / 2) * interval '1 minute'
     FROM generate_series(1, $1::int4) AS n`,
]

const FILTERS: [string, IdentityFilter][] = [
  ['nothing', {}],
  ['a connection of few', { connectionId: CONNECTION }],
  ['a connection of many', { connectionId: OTHER_CONNECTION }],
  ['an account', { did: 'did:plc:none' }],
  ['a subject', { subject: '77' }],
  ['a person', { connectionId: OTHER_CONNECTION, subject: '77' }],
  ['a domain', { domains: ['press.example.org'] }],
]

let database: TestDatabase
let store: PgIdentityListStore

beforeAll(async () => {
  database = await TestDatabase.open()
  store = new PgIdentityListStore(database.db)
  for (const statement of SEED) await database.rows(statement, [PEOPLE])
  await database.rows('VACUUM ANALYZE account, external_identity')
})
afterAll(() => database?.close())

/** The same store, but every statement is explained, not run. */
function explaining(plans: string[]): PgIdentityListStore {
  const query = async ({ text, values = [] }: Query) => {
    const rows = await database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values])
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    return { rows: [], rowCount: 0 }
  }
  return new PgIdentityListStore({ query } as unknown as Database)
}

describe('IdentityListStore', () => {
  it.each(FILTERS)('has all of them once, page by page in both directions, by %s', async (_name, filter) => {
    for (const descending of [true, false]) {
      const slice = { descending, limit: 3, after: undefined }
      const first = await store.list(filter, slice)
      const next = await store.list(filter, { ...slice, after: first[1]?.place, limit: 1 })
      if (first.length === 3) expect(next[0]).toEqual(first[2])
      const places = first.map(({ place }) => `${place.value} ${place.id}`)
      expect(descending ? places.toSorted().reverse() : places.toSorted()).toEqual(places)
    }
    const all = await store.list(filter, { descending: true, limit: PEOPLE + 1, after: undefined })
    expect(new Set(all.map(({ place }) => place.id)).size).toBe(await store.count(filter))
  })

  it('knows what is narrowed', async () => {
    const count = (filter: IdentityFilter) => store.count(filter)
    expect(await count({ connectionId: CONNECTION })).toBe(PEOPLE / 1000)
    expect(await count({ domains: ['press.example.org'] })).toBe(PEOPLE / 20)
    expect(await count({ domains: ['ress.example.org'] })).toBe(0)
    expect(await count({ domains: [] })).toBe(0)
    const [found] = await store.list({ subject: '77' }, { descending: true, limit: 2, after: undefined })
    expect(await store.byId(found!.place.id)).toEqual(found!.identity)
    expect(await store.byId(CONNECTION)).toBeUndefined()
  })

  it.each(FILTERS)('is counted by reading what is counted, by %s', async (_name, filter) => {
    const readings: Reading[] = []
    await new PgIdentityListStore(readingOf(database, readings, [{ count: 0 }])).count(filter)
    expect(readings).toHaveLength(1)
    // Whose handles are below a domain stands with the accounts: there all people may be gone through, but once.
    const most = (await store.count(filter)) + (filter.domains ? PEOPLE + PEOPLE / 10 : 1_000)
    expect(readings[0]!.rowsRead).toBeLessThan(most)
  })

  it.each(FILTERS)('reads no more than the page takes, by %s', async (_name, filter) => {
    const plans: string[] = []
    const place = { value: '2026-02-01T00:00:00.000000Z', id: CONNECTION }
    for (const after of [undefined, place])
      for (const descending of [true, false])
        await explaining(plans).list(filter, { descending, limit: 51, after })
    expect(plans).toHaveLength(4)
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (account|external_identity)\b/)
  })
})
