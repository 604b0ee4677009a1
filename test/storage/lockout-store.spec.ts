import { randomBytes } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { LockoutStore } from '../../src/account/lockout/lockout.store.js'
import { PgLockoutStore } from '../../src/account/lockout/pg-lockout.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => LockoutStore][] = [
  ['PgLockoutStore', ({ db }) => new PgLockoutStore(db)],
]
const EARLY = new Date('2026-01-01T00:00:00Z')
const NOW = new Date('2026-01-02T00:00:00Z')
const LATER = new Date('2026-01-03T00:00:00Z')
const LONG_AGO = new Date(0)
const ALICE = 'did:plc:alice' as Did

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const newKey = () => randomBytes(16)

describe.each(IMPLEMENTATIONS)('LockoutStore: %s', (_name, make) => {
  let store: LockoutStore
  beforeAll(() => {
    store = make(database)
  })

  it('counts failures under each key', async () => {
    const [one, two] = [newKey(), newKey()]
    await store.fail([one, two], EARLY, LONG_AGO)
    await store.fail([one], NOW, LONG_AGO)
    const runs = await store.runs([one, two, newKey()], LONG_AGO)
    expect(runs).toHaveLength(2)
    expect(runs).toContainEqual({ key: one, failures: 2, lastFailedAt: NOW })
    expect(runs).toContainEqual({ key: two, failures: 1, lastFailedAt: EARLY })
    expect(await store.runs([one, two], EARLY)).toEqual([{ key: one, failures: 2, lastFailedAt: NOW }])
    expect(await store.runs([], LONG_AGO)).toEqual([])
  })

  it('begins anew after a long time, and when it is forgiven', async () => {
    const key = newKey()
    await store.fail([key], EARLY, LONG_AGO)
    await store.fail([key], NOW, EARLY)
    expect(await store.runs([key], LONG_AGO)).toMatchObject([{ failures: 1 }])
    await store.forgive(key)
    expect(await store.runs([key], LONG_AGO)).toEqual([])
    await store.forgive(key)
  })

  it('loses no failure of many at a time, in whatever order they name the keys', async () => {
    const keys = Array.from({ length: 3 }, newKey)
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => store.fail(i % 2 ? keys : keys.toReversed(), NOW, LONG_AGO)),
    )
    const runs = await store.runs(keys, LONG_AGO)
    expect(runs.map(({ failures }) => failures)).toEqual([40, 40, 40])
  })

  it('knows networks for a time', async () => {
    const key = newKey()
    expect(await store.knowsNetwork(key, LONG_AGO)).toBe(false)
    await store.rememberNetwork(ALICE, key, NOW, LONG_AGO)
    expect(await store.knowsNetwork(key, EARLY)).toBe(true)
    expect(await store.knowsNetwork(key, NOW)).toBe(false)
    // Known well enough.
    await store.rememberNetwork(ALICE, key, LATER, EARLY)
    expect(await store.knowsNetwork(key, NOW)).toBe(false)
    await store.rememberNetwork(ALICE, key, LATER, NOW)
    expect(await store.knowsNetwork(key, NOW)).toBe(true)
  })

  it('forgets the networks of an account in the transaction of its caller', async () => {
    const [own, other] = [newKey(), newKey()]
    await store.rememberNetwork(ALICE, own, NOW, LONG_AGO)
    await database.work.run((tx) => store.rememberNetwork('did:plc:bob' as Did, other, NOW, LONG_AGO, tx))
    await database.work.run((tx) => store.forgetNetworks(tx, ALICE))
    expect(await store.knowsNetwork(own, LONG_AGO)).toBe(false)
    expect(await store.knowsNetwork(other, LONG_AGO)).toBe(true)
  })

  it('removes what is old, a few rows at a time', async () => {
    await store.removeRuns(LATER, 1_000)
    await store.removeNetworks(LATER, 1_000)
    const keys = Array.from({ length: 3 }, newKey)
    await store.fail(keys, EARLY, LONG_AGO)
    const recent = newKey()
    await store.fail([recent], NOW, LONG_AGO)
    for (const key of keys) await store.rememberNetwork(ALICE, key, EARLY, LONG_AGO)
    await store.rememberNetwork(ALICE, recent, NOW, LONG_AGO)
    expect([await store.removeRuns(EARLY, 2), await store.removeRuns(EARLY, 2)]).toEqual([2, 1])
    expect([await store.removeNetworks(EARLY, 2), await store.removeNetworks(EARLY, 2)]).toEqual([2, 1])
    expect(await store.runs([recent], LONG_AGO)).toHaveLength(1)
    expect(await store.knowsNetwork(recent, LONG_AGO)).toBe(true)
  })
})
