import type { Did } from '@guildhall/syntax'
import { PgReservedKeyStore } from '../../src/identity/pg-reserved-key.store.js'
import type { ReservedKey, ReservedKeyStore } from '../../src/identity/reserved-key.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => ReservedKeyStore][] = [
  ['PgReservedKeyStore', ({ db }) => new PgReservedKeyStore(db)],
]
const NOW = new Date('2026-01-01T00:00:00Z')
const LATER = new Date('2026-01-02T00:00:00Z')
const MANY = 1_000

let database: TestDatabase
let count = 0
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

const newKey = (did?: Did): ReservedKey => ({
  didKey: `did:key:z${++count}`,
  did,
  wrapped: Buffer.from([count]),
  kekId: 'kek',
  expiresAt: LATER,
})

describe.each(IMPLEMENTATIONS)('ReservedKeyStore: %s', (_name, make) => {
  const did = 'did:plc:mover' as Did

  it('keeps the first key for a DID until it expires', async () => {
    const store = make(database)
    const [first, second] = [newKey(did), newKey(did)]
    expect(await store.keep(first, NOW, MANY)).toEqual(first)
    expect(await store.keep(second, NOW, MANY)).toEqual(first)
    expect(await store.find(did, NOW)).toEqual(first)
    expect(await store.find(did, LATER)).toBeUndefined()
    const third = { ...second, expiresAt: new Date(LATER.getTime() + 1) }
    expect(await store.keep(third, LATER, MANY)).toEqual(third)
  })

  it('gives those who ask at a time the same key', async () => {
    const store = make(database)
    const kept = await Promise.all([1, 2, 3, 4].map(() => store.keep(newKey(did), NOW, MANY)))
    expect(new Set(kept.map((key) => key?.didKey)).size).toBe(1)
  })

  it('keeps no more than it is told to', async () => {
    const store = make(database)
    expect(await store.keep(newKey(), NOW, 2)).toBeDefined()
    expect(await store.keep(newKey(), NOW, 2)).toBeDefined()
    expect(await store.keep(newKey(), NOW, 2)).toBeUndefined()
    expect(await store.removeExpired(LATER, 1)).toBe(1)
    expect(await store.removeExpired(LATER, 10)).toBe(1)
    expect(await store.keep(newKey(), NOW, 2)).toBeDefined()
  })

  it('removes a key in the transaction of its caller', async () => {
    const store = make(database)
    await store.keep(newKey(did), NOW, MANY)
    await database.work.run((tx) => store.remove(tx, did))
    expect(await store.find(did, NOW)).toBeUndefined()
  })
})
