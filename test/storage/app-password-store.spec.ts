import type { Did } from '@guildhall/syntax'
import type { AppPasswordStore } from '../../src/account/app-password.store.js'
import { PgAppPasswordStore } from '../../src/account/pg-app-password.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => AppPasswordStore][] = [
  ['PgAppPasswordStore', ({ db }) => new PgAppPasswordStore(db)],
]
const BOB = 'did:plc:bob' as Did

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const password = (name: string, second = 0, privileged = false) => ({
  name,
  privileged,
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
})

describe.each(IMPLEMENTATIONS)('AppPasswordStore: %s', (_name, make) => {
  let store: AppPasswordStore
  let alice: Did
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    alice = `did:plc:alice${++count}` as Did
  })

  it('lists the passwords of an account, oldest first', async () => {
    const [late, early, privileged] = [password('late', 9), password('early', 1), password('mid', 5, true)]
    for (const one of [late, early, privileged])
      expect(await store.add(alice, one, `hash ${one.name}`)).toBe(true)
    expect(await store.list(alice)).toEqual([early, privileged, late])
    expect(await store.list(BOB)).toEqual([])
  })

  it('adds no second one of the same name', async () => {
    await store.add(alice, password('phone'), 'first')
    expect(await store.add(alice, password('phone', 1, true), 'second')).toBe(false)
    expect(await store.list(alice)).toEqual([password('phone')])
    expect(await store.add(BOB, password('phone'), 'third')).toBe(true)
    await store.remove(database.db, BOB, 'phone')
  })

  it('finds by hash, within one account', async () => {
    await store.add(alice, password('phone', 0, true), 'the hash')
    expect(await store.findByHash(alice, 'the hash')).toEqual(password('phone', 0, true))
    expect(await store.findByHash(alice, 'another hash')).toBeUndefined()
    expect(await store.findByHash(BOB, 'the hash')).toBeUndefined()
  })

  it('removes one, inside the transaction of its caller', async () => {
    await store.add(alice, password('a'), 'hash a')
    await store.add(alice, password('b', 1), 'hash b')
    const lost = database.work.run(async (tx) => {
      await store.remove(tx, alice, 'a')
      throw new Error('the rest failed')
    })
    await expect(lost).rejects.toThrow('the rest failed')
    expect(await store.list(alice)).toHaveLength(2)
    await store.remove(database.db, alice, 'a')
    expect(await store.list(alice)).toEqual([password('b', 1)])
    await expect(store.remove(database.db, alice, 'a')).resolves.toBeUndefined()
  })
})
