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

  it('sets a key apart for an account, which it is kept for until it is used, given back or given up', async () => {
    const store = make(database)
    // As its callers do: whatever was not taken is as it was.
    const take = async (...args: [Did, string, Date]) => {
      let outcome = 'none'
      await database.work
        .run(async (tx) => {
          outcome = await store.take(tx, ...args)
          if (outcome !== 'taken') throw new Error(outcome)
        })
        .catch(() => undefined)
      return outcome
    }
    const [own, other, anybodys] = [newKey(did), newKey('did:plc:other' as Did), newKey()]
    for (const key of [own, other, anybodys]) await store.keep(key, NOW, MANY)
    expect(await take(did, other.didKey, NOW)).toBe('unknown')
    expect(await take(did, anybodys.didKey, LATER)).toBe('unknown')
    expect(await store.taken(did)).toBeUndefined()
    expect(await store.find(did, NOW)).toEqual(own)
    expect(await take(did, anybodys.didKey, NOW)).toBe('taken')
    expect(await take(did, anybodys.didKey, LATER)).toBe('taken')
    expect(await store.taken(did)).toEqual({ ...anybodys, did })
    expect([await store.takenBefore(LATER, 9), await store.takenBefore(NOW, 9)]).toEqual([[did], []])
    const another = newKey()
    await store.keep(another, NOW, MANY)
    expect(await take(did, another.didKey, NOW)).toBe('otherTaken')
    // It does not expire, and is not replaced.
    await store.removeExpired(LATER, MANY)
    await store.keep(newKey(did), LATER, MANY)
    expect(await store.taken(did)).toMatchObject({ didKey: anybodys.didKey })
    await store.giveBack(did)
    expect(await store.taken(did)).toBeUndefined()
    await database.work.run((tx) => store.removeTaken(tx, did))
    expect(await store.find(did, NOW)).toMatchObject({ didKey: anybodys.didKey })
    await take(did, anybodys.didKey, NOW)
    await database.work.run((tx) => store.removeTaken(tx, did))
    expect(await store.find(did, NOW)).toBeUndefined()
  })

  it('removes a key in the transaction of its caller', async () => {
    const store = make(database)
    await store.keep(newKey(did), NOW, MANY)
    await database.work.run((tx) => store.remove(tx, did))
    expect(await store.find(did, NOW)).toBeUndefined()
  })
})
