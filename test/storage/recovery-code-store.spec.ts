import type { Did } from '@guildhall/syntax'
import { PgRecoveryCodeStore } from '../../src/auth/factors/pg-recovery-code.store.js'
import type { RecoveryCodeStore } from '../../src/auth/factors/recovery-code.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => RecoveryCodeStore][] = [
  ['PgRecoveryCodeStore', ({ db }) => new PgRecoveryCodeStore(db)],
]

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const [ALICE, BOB] = ['did:plc:alice' as Did, 'did:plc:bob' as Did]
const hash = (fill: number) => Buffer.alloc(32, fill)

describe.each(IMPLEMENTATIONS)('RecoveryCodeStore: %s', (_name, make) => {
  it('gives each code away once, to its account', async () => {
    const store = make(database)
    await store.replace(database.db, ALICE, [hash(1), hash(2), hash(3)])
    expect(await store.take(BOB, hash(1))).toBe(false)
    const taken = await Promise.all([1, 2, 3].map(() => store.take(ALICE, hash(1))))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await store.count(database.db, ALICE)).toBe(2)
  })

  it('puts new codes in the place of the old ones, and none if there are none', async () => {
    const store = make(database)
    await store.replace(database.db, ALICE, [hash(1), hash(2)])
    await store.replace(database.db, BOB, [hash(1)])
    await store.replace(database.db, ALICE, [hash(4)])
    expect(await store.take(ALICE, hash(2))).toBe(false)
    await store.replace(database.db, ALICE, [])
    expect([await store.count(database.db, ALICE), await store.count(database.db, BOB)]).toEqual([0, 1])
  })
})
