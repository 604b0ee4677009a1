import { createHash } from 'node:crypto'
import { PgUsedTokenStore } from '../../src/auth/pg-used-token.store.js'
import type { UsedTokenStore } from '../../src/auth/used-token.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => UsedTokenStore][] = [
  ['PgUsedTokenStore', ({ db }) => new PgUsedTokenStore(db)],
]
const NOW = new Date('2026-01-01T12:00:00Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const key = (of: string) => createHash('sha256').update(of).digest()

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('UsedTokenStore: %s', (_name, make) => {
  let store: UsedTokenStore
  beforeEach(() => {
    store = make(database)
  })

  it('takes each token once', async () => {
    expect(await store.use(key('a'), after(1))).toBe(true)
    expect(await store.use(key('a'), after(1))).toBe(false)
    expect(await store.use(key('b'), after(1))).toBe(true)
  })

  it('takes it once, however many come with it at a time', async () => {
    const used = await Promise.all(Array.from({ length: 8 }, () => store.use(key('a'), after(1))))
    expect(used.filter((first) => first)).toHaveLength(1)
  })

  it('sweeps what need not be known any longer, so many at a time', async () => {
    for (const name of ['a', 'b', 'c']) await store.use(key(name), after(1))
    await store.use(key('d'), after(2))
    expect(await store.removeExpired(after(1), 2)).toBe(2)
    expect(await store.removeExpired(after(1), 2)).toBe(1)
    expect(await store.removeExpired(after(1), 2)).toBe(0)
    expect(await store.use(key('d'), after(2))).toBe(false)
  })
})
