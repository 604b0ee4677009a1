import type { Did } from '@guildhall/syntax'
import type { PasskeyStore, StoredPasskey } from '../../src/auth/factors/passkey.store.js'
import { PgPasskeyStore } from '../../src/auth/factors/pg-passkey.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => PasskeyStore][] = [
  ['PgPasskeyStore', ({ db }) => new PgPasskeyStore(db)],
]

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))

describe.each(IMPLEMENTATIONS)('PasskeyStore: %s', (_name, make) => {
  let store: PasskeyStore
  let alice: Did
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    alice = `did:plc:passkey${++count}` as Did
  })

  const passkey = (more: Partial<StoredPasskey> = {}): StoredPasskey => ({
    id: `id-${++count}`,
    did: alice,
    name: 'Phone',
    publicKey: Buffer.alloc(77, count),
    counter: 0,
    transports: ['internal', 'hybrid'],
    isSynced: true,
    createdAt: at(1),
    lastUsedAt: undefined,
    ...more,
  })
  const add = (one: StoredPasskey) => store.add(database.db, one)

  it('keeps passkeys, each once, oldest first', async () => {
    const [late, early] = [passkey({ createdAt: at(9), transports: [] }), passkey({ isSynced: false })]
    for (const one of [late, early]) expect(await add(one)).toBe(true)
    expect(await add({ ...late, did: 'did:plc:somebody' as Did })).toBe(false)
    expect(await store.list(alice)).toEqual([early, late])
    expect(await store.find(late.id)).toEqual(late)
    expect(await store.find('another')).toBeUndefined()
  })

  it('notes a use, and refuses one that was counted before', async () => {
    const one = passkey({ counter: 5 })
    await add(one)
    const together = await Promise.all([1, 2, 3].map(() => store.use(one.id, 6, at(20))))
    expect(together.filter(Boolean)).toHaveLength(1)
    expect([await store.use(one.id, 6, at(21)), await store.use(one.id, 0, at(21))]).toEqual([false, false])
    expect(await store.find(one.id)).toMatchObject({ counter: 6, lastUsedAt: at(20) })
  })

  it('takes passkeys that count nothing', async () => {
    const one = passkey()
    await add(one)
    expect([await store.use(one.id, 0, at(2)), await store.use(one.id, 0, at(3))]).toEqual([true, true])
    expect(await store.use('another', 0, at(3))).toBe(false)
  })

  it('renames and removes those of the account only', async () => {
    const one = passkey()
    await add(one)
    const bob = 'did:plc:bob' as Did
    expect(await store.rename(bob, one.id, 'Mine')).toBe(false)
    expect(await store.remove(database.db, bob, one.id)).toBeUndefined()
    expect(await store.rename(alice, one.id, 'Laptop')).toBe(true)
    expect(await store.remove(database.db, alice, one.id)).toBe('Laptop')
    expect(await store.list(alice)).toEqual([])
  })

  it('removes all of an account', async () => {
    await add(passkey())
    const other = passkey({ did: 'did:plc:other' as Did })
    await add(other)
    await store.removeOf(database.db, alice)
    expect([await store.list(alice), await store.find(other.id)]).toEqual([[], other])
  })
})
