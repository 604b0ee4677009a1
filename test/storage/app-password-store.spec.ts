import type { Did } from '@guildhall/syntax'
import type { AppPassword, AppPasswordStore } from '../../src/account/app-password.store.js'
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

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const password = (name: string, second = 0, privileged = false) => ({
  name,
  privileged,
  createdAt: at(second),
  expiresAt: undefined as Date | undefined,
})
const unused = (one: AppPassword) => ({ ...one, lastUsedAt: undefined })

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
    expect(await store.list(alice)).toEqual([early, privileged, late].map(unused))
    expect(await store.list(BOB)).toEqual([])
  })

  it('adds no second one of the same name', async () => {
    await store.add(alice, password('phone'), 'first')
    expect(await store.add(alice, password('phone', 1, true), 'second')).toBe(false)
    expect(await store.list(alice)).toEqual([unused(password('phone'))])
    expect(await store.add(BOB, password('phone'), 'third')).toBe(true)
    await store.remove(database.db, BOB, 'phone')
  })

  const use = (did: Did, hash: string, second = 0) =>
    store.use(did, hash, { now: at(second), notedAfter: at(second - 60) })

  it('finds by hash, within one account', async () => {
    await store.add(alice, password('phone', 0, true), 'the hash')
    expect(await use(alice, 'the hash')).toEqual({ ...password('phone', 0, true), isFirstUse: true })
    expect(await use(alice, 'another hash')).toBeUndefined()
    expect(await use(BOB, 'the hash')).toBeUndefined()
  })

  it('notes the last use, not every one', async () => {
    await store.add(alice, password('phone'), 'hash of phone')
    await store.add(alice, password('tablet', 1), 'hash of tablet')
    const lastUses = async () => (await store.list(alice)).map(({ lastUsedAt }) => lastUsedAt)
    expect(await lastUses()).toEqual([undefined, undefined])
    await use(alice, 'hash of phone', 10)
    expect(await lastUses()).toEqual([at(10), undefined])
    await use(alice, 'hash of phone', 69)
    expect(await lastUses()).toEqual([at(10), undefined])
    await use(alice, 'hash of phone', 70)
    await use(alice, 'no hash', 70)
    expect(await lastUses()).toEqual([at(70), undefined])
  })

  it('does not find what has expired, and lets its name be taken again', async () => {
    const short = { ...password('phone'), expiresAt: at(10) }
    await store.add(alice, short, 'short')
    expect(await use(alice, 'short', 9)).toMatchObject(short)
    expect(await use(alice, 'short', 10)).toBeUndefined()
    expect(await store.add(alice, password('phone', 9), 'too early')).toBe(false)
    expect(await store.list(alice)).toEqual([{ ...short, lastUsedAt: at(9) }])
    expect(await store.add(alice, password('phone', 10, true), 'next')).toBe(true)
    expect(await store.list(alice)).toEqual([unused(password('phone', 10, true))])
    expect(await use(alice, 'next', 11)).toEqual({ ...password('phone', 10, true), isFirstUse: true })
  })

  it('sweeps what has expired, so many at a time', async () => {
    for (const name of ['a', 'b', 'c']) await store.add(alice, { ...password(name), expiresAt: at(10) }, name)
    await store.add(alice, { ...password('d'), expiresAt: at(11) }, 'd')
    await store.add(alice, password('e'), 'e')
    expect(await store.removeExpired(at(10), 2)).toBe(2)
    expect(await store.removeExpired(at(10), 2)).toBe(1)
    expect(await store.removeExpired(at(10), 2)).toBe(0)
    expect((await store.list(alice)).map(({ name }) => name)).toEqual(['d', 'e'])
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
    expect(await store.list(alice)).toEqual([unused(password('b', 1))])
    expect(await store.remove(database.db, alice, 'a')).toBe(false)
  })
})
