import type { Did } from '@guildhall/syntax'
import { PgTrustedBrowserStore } from '../../src/auth/factors/pg-trusted-browser.store.js'
import type { TrustedBrowserStore } from '../../src/auth/factors/trusted-browser.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => TrustedBrowserStore][] = [
  ['PgTrustedBrowserStore', ({ db }) => new PgTrustedBrowserStore(db)],
]

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const [ALICE, BOB] = ['did:plc:alice' as Did, 'did:plc:bob' as Did]
const [HERE, THERE] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))

describe.each(IMPLEMENTATIONS)('TrustedBrowserStore: %s', (_name, make) => {
  it('trusts a browser with one account, for a time that can be prolonged', async () => {
    const store = make(database)
    await store.trust(HERE, ALICE, at(10))
    expect(await store.isTrusted(HERE, ALICE, at(9))).toBe(true)
    expect(await store.isTrusted(HERE, ALICE, at(10))).toBe(false)
    expect(await store.isTrusted(THERE, ALICE, at(9))).toBe(false)
    expect(await store.isTrusted(HERE, BOB, at(9))).toBe(false)
    await store.trust(HERE, ALICE, at(20))
    expect(await store.isTrusted(HERE, ALICE, at(19))).toBe(true)
  })

  it('forgets all browsers of an account, and what has expired, a few at a time', async () => {
    const store = make(database)
    for (const device of [HERE, THERE]) {
      await store.trust(device, ALICE, at(30))
      await store.trust(device, BOB, at(30))
    }
    await store.removeOf(database.db, ALICE)
    expect(await store.isTrusted(HERE, ALICE, at(1))).toBe(false)
    expect(await store.isTrusted(THERE, BOB, at(1))).toBe(true)
    expect(await store.removeExpired(at(29), 10)).toBe(0)
    expect([await store.removeExpired(at(30), 1), await store.removeExpired(at(30), 10)]).toEqual([1, 1])
  })
})
