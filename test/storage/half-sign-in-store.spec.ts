import type { Did } from '@guildhall/syntax'
import type { HalfSignInStore } from '../../src/oauth/sign-in/half-sign-in.store.js'
import { PgHalfSignInStore } from '../../src/oauth/sign-in/pg-half-sign-in.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => HalfSignInStore][] = [
  ['PgHalfSignInStore', ({ db }) => new PgHalfSignInStore(db)],
]

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const [ALICE, BOB] = ['did:plc:alice' as Did, 'did:plc:bob' as Did]
const [HERE, THERE] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const key = (deviceId = HERE, purpose = 'a request') => ({ deviceId, purpose })

describe.each(IMPLEMENTATIONS)('HalfSignInStore: %s', (_name, make) => {
  it('keeps one per browser and purpose, the last, for a while', async () => {
    const store = make(database)
    await store.put(key(), { did: ALICE, remembered: true }, at(10))
    expect(await store.find(key(), at(9))).toEqual({ did: ALICE, remembered: true })
    expect(await store.find(key(), at(10))).toBeUndefined()
    expect(await store.find(key(THERE), at(9))).toBeUndefined()
    expect(await store.find(key(HERE, 'another'), at(9))).toBeUndefined()
    await store.put(key(), { did: BOB, remembered: false }, at(20))
    expect(await store.find(key(), at(19))).toEqual({ did: BOB, remembered: false })
    await store.remove(key())
    expect(await store.find(key(), at(1))).toBeUndefined()
  })

  it('forgets all of an account, and what has expired, a few at a time', async () => {
    const store = make(database)
    for (const purpose of ['one', 'two', 'three']) {
      await store.put(key(HERE, purpose), { did: ALICE, remembered: true }, at(30))
      await store.put(key(THERE, purpose), { did: BOB, remembered: true }, at(30))
    }
    await store.removeOf(database.db, ALICE)
    expect(await store.find(key(HERE, 'one'), at(1))).toBeUndefined()
    expect(await store.find(key(THERE, 'one'), at(1))).toBeDefined()
    expect(await store.removeExpired(at(29), 5)).toBe(0)
    expect([await store.removeExpired(at(30), 2), await store.removeExpired(at(30), 2)]).toEqual([2, 1])
  })
})
