import type { Did } from '@guildhall/syntax'
import { PgTotpStore } from '../../src/auth/factors/pg-totp.store.js'
import type { TotpStore } from '../../src/auth/factors/totp.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => TotpStore][] = [
  ['PgTotpStore', ({ db }) => new PgTotpStore(db)],
]

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const secret = (fill: number) => ({ wrapped: Buffer.alloc(40, fill), kekId: 'kek' })

describe.each(IMPLEMENTATIONS)('TotpStore: %s', (_name, make) => {
  let store: TotpStore
  let alice: Did
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    alice = `did:plc:totp${++count}` as Did
  })

  const confirm = (which = secret(1), step = 100) => store.confirm(database.db, alice, which, step, at(5))

  it('keeps what was begun last, until it is confirmed', async () => {
    expect(await store.find(alice)).toBeUndefined()
    expect(await store.begin(alice, secret(1), at(1))).toBe(true)
    expect(await store.begin(alice, secret(2), at(2))).toBe(true)
    expect(await store.find(alice)).toEqual({ ...secret(2), begunAt: at(2), confirmedAt: undefined })
    expect(await confirm(secret(1))).toBe(false)
    expect(await confirm(secret(2))).toBe(true)
    expect(await confirm(secret(2))).toBe(false)
    expect(await store.find(alice)).toMatchObject({ confirmedAt: at(5) })
    expect(await store.begin(alice, secret(3), at(6))).toBe(false)
    expect(await store.find(alice)).toMatchObject(secret(2))
  })

  it('takes each step of time once, and none before the last, of however many at a time', async () => {
    await store.begin(alice, secret(1), at(1))
    expect(await store.useStep(alice, 200)).toBe(false)
    await confirm()
    const once = await Promise.all([1, 2, 3, 4].map(() => store.useStep(alice, 101)))
    expect(once.filter(Boolean)).toHaveLength(1)
    expect([await store.useStep(alice, 100), await store.useStep(alice, 101)]).toEqual([false, false])
    expect(await store.useStep(alice, 102)).toBe(true)
  })

  it('does not take the code again that has confirmed it', async () => {
    await store.begin(alice, secret(1), at(1))
    await confirm(secret(1), 100)
    expect(await store.useStep(alice, 100)).toBe(false)
  })

  it('says whether what it removes was confirmed', async () => {
    expect(await store.remove(database.db, alice)).toBe(false)
    await store.begin(alice, secret(1), at(1))
    expect(await store.remove(database.db, alice)).toBe(false)
    await store.begin(alice, secret(1), at(1))
    await confirm()
    expect(await store.remove(database.db, alice)).toBe(true)
    expect(await store.find(alice)).toBeUndefined()
  })

  it('removes what was begun and left, a few at a time, and nothing that is in use', async () => {
    await store.begin(alice, secret(1), at(-10))
    await confirm()
    for (const name of ['one', 'two', 'three']) {
      await store.begin(`did:plc:left${count}${name}` as Did, secret(1), at(-10))
    }
    expect(await store.removePending(at(-9), 2)).toBe(2)
    expect(await store.removePending(at(-9), 2)).toBe(1)
    expect(await store.find(alice)).toBeDefined()
  })
})
