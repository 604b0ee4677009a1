import type { OauthKeyStore, StoredOauthKey } from '../../src/auth/oauth/oauth-key.store.js'
import { PgOauthKeyStore } from '../../src/auth/oauth/pg-oauth-key.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => OauthKeyStore][] = [
  ['PgOauthKeyStore', ({ db, work }) => new PgOauthKeyStore(db, work)],
]
const NOW = new Date('2026-01-01T12:00:00.123Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const NODES = 6

const keyOf = (kid: string, minutes: number): StoredOauthKey => ({
  kid,
  wrapped: Buffer.from(`wrapped ${kid}`),
  kekId: 'kek',
  createdAt: after(minutes),
})

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('OauthKeyStore: %s', (_name, make) => {
  let store: OauthKeyStore
  beforeEach(() => {
    store = make(database)
  })
  const kids = async () => (await store.list()).map(({ kid }) => kid)

  it('lists what was added, the newest first', async () => {
    expect(await store.list()).toEqual([])
    await store.add(keyOf('a', 0), after(-1))
    await store.add(keyOf('b', 10), after(5))
    expect(await store.list()).toEqual([keyOf('b', 10), keyOf('a', 0)])
  })

  it('adds none where there is one that is new enough', async () => {
    await store.add(keyOf('a', 0), after(-1))
    await store.add(keyOf('b', 1), after(-1))
    expect(await kids()).toEqual(['a'])
    await store.add(keyOf('c', 2), after(0))
    expect(await kids()).toEqual(['c', 'a'])
  })

  it('adds one, however many nodes find none at the same moment', async () => {
    const adding = Array.from({ length: NODES }, (_, index) =>
      make(database).add(keyOf(`node${index}`, 0), after(-1)),
    )
    await Promise.all(adding)
    expect(await kids()).toHaveLength(1)
  })

  it('removes those that are older', async () => {
    await store.add(keyOf('a', 0), after(-1))
    await store.add(keyOf('b', 10), after(5))
    expect(await store.removeOlder(after(0))).toBe(0)
    expect(await store.removeOlder(after(1))).toBe(1)
    expect(await kids()).toEqual(['b'])
  })
})
