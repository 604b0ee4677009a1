import { PgRevokedSessionStore } from '../../src/auth/revocation/pg-revoked-session.store.js'
import type { RevokedSession, RevokedSessionStore } from '../../src/auth/revocation/revoked-session.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => RevokedSessionStore][] = [
  ['PgRevokedSessionStore', ({ db }) => new PgRevokedSessionStore(db)],
]
const NOW = new Date('2026-01-01T12:00:00.123Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('RevokedSessionStore: %s', (_name, make) => {
  let store: RevokedSessionStore
  beforeEach(() => {
    store = make(database)
  })
  const listed = async (now = NOW) => (await store.list(now)).sort((a, b) => a.id.localeCompare(b.id))
  const revoked = (id: string, until: Date): RevokedSession => ({ id, untilMs: until.getTime() })

  /** What is heard, until there is so much of it. */
  async function hear(many: number): Promise<{ heard: Promise<(RevokedSession | undefined)[]> }> {
    const all: (RevokedSession | undefined)[] = []
    let resolve: (all: (RevokedSession | undefined)[]) => void
    const heard = new Promise<(RevokedSession | undefined)[]>((done) => (resolve = done))
    await store.watch((session) => {
      all.push(session)
      if (all.length === many) resolve(all)
    })
    return { heard }
  }

  it('keeps what is added as long as it matters, at least as long as it was to', async () => {
    await store.add(database.db, ['a', 'b', 'a'], after(10))
    await store.add(database.db, ['b', 'c d'], after(20))
    await store.add(database.db, ['b'], after(5))
    expect(await listed()).toEqual([
      revoked('a', after(10)),
      revoked('b', after(20)),
      revoked('c d', after(20)),
    ])
    expect(await listed(after(10))).toEqual([revoked('b', after(20)), revoked('c d', after(20))])
  })

  it('tells all who watch, once it is committed, and never of what is rolled back', async () => {
    const { heard } = await hear(3)
    const add = (ids: string[], fail: boolean) =>
      database.work.run(async (tx) => {
        await store.add(tx, ids, after(10))
        if (fail) throw new Error('rolled back')
      })
    await expect(add(['lost'], true)).rejects.toThrow('rolled back')
    await add(['a', 'with spaces in it'], false)
    await store.add(database.db, ['a'], after(5))
    expect(await heard).toEqual([
      revoked('a', after(10)),
      revoked('with spaces in it', after(10)),
      revoked('a', after(10)),
    ])
    expect((await listed()).map(({ id }) => id)).toEqual(['a', 'with spaces in it'])
  })

  it('says that something may have been missed when the connection was lost', async () => {
    const { heard } = await hear(1)
    await database.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND query ILIKE 'LISTEN%'`,
    )
    expect(await heard).toEqual([undefined])
  })

  it('takes transactions that revoke the same sessions in another order', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `session ${i}`)
    const orders = [ids, ids.toReversed(), ids, ids.toReversed()]
    await Promise.all(orders.map((order) => store.add(database.db, order, after(10))))
    expect(await listed()).toHaveLength(50)
  })

  it('sweeps what no longer matters, so many at a time', async () => {
    await store.add(database.db, ['a', 'b', 'c'], after(1))
    await store.add(database.db, ['d'], after(2))
    expect(await store.removeExpired(after(1), 2)).toBe(2)
    expect(await store.removeExpired(after(1), 2)).toBe(1)
    expect(await store.removeExpired(after(1), 2)).toBe(0)
    expect((await listed()).map(({ id }) => id)).toEqual(['d'])
  })
})
