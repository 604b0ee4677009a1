import type { AccountFilter, AccountSlice } from '../../src/account/listing/account-list.store.js'
import { ACCOUNT_SORTS } from '../../src/account/listing/account-list.store.js'
import { PgAccountListStore } from '../../src/account/listing/pg-account-list.store.js'
import type { Database, Query } from '../../src/database/index.js'
import { TestDatabase } from '../support/test-database.js'

const ACCOUNTS = 100_000

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
  ['the beginning of a DID', { text: 'did:plc:abc' }],
  ['a text that is nowhere', { text: 'nothing like it' }],
  ['a short text', { text: 'us' }],
  ['a short text that is rare', { text: 'zz' }],
  ['a text that everybody has', { text: 'user' }],
  ['a text, a status and a domain', { text: 'user99', status: 'active', domains: ['press.example.org'] }],
]

let database: TestDatabase
let store: PgAccountListStore
let withoutTrigrams: PgAccountListStore

/** The same store, but every statement is explained, not run. */
function explaining(plans: string[], hasTrigrams = true): PgAccountListStore {
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
  return new PgAccountListStore(db as unknown as Database)
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
  await database.rows('VACUUM ANALYZE account')
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
        for (const plan of plans) expect(plan).not.toContain('Seq Scan')
      },
    )
  })
})
