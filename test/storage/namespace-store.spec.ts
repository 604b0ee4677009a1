import { cborCidBytes } from '@guildhall/data'
import type { Did, Nsid } from '@guildhall/syntax'
import type { NamespaceStore, StoredNamespace } from '../../src/preferences/namespace.store.js'
import { PgNamespaceStore } from '../../src/preferences/pg-namespace.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => NamespaceStore][] = [
  ['PgNamespaceStore', ({ db }) => new PgNamespaceStore(db)],
]
const BOB = 'did:plc:bob' as Did
const [A, B, C] = ['com.example.a', 'com.example.b', 'com.exampleA.b'] as Nsid[] as [Nsid, Nsid, Nsid]

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const stored = (namespace: Nsid, bytes: number, at = 1_000): StoredNamespace => {
  const content = Buffer.alloc(bytes, bytes)
  return {
    namespace,
    content,
    cid: Buffer.from(cborCidBytes(content)),
    count: 3,
    updatedAt: new Date(at),
  }
}

describe.each(IMPLEMENTATIONS)('NamespaceStore: %s', (_name, make) => {
  let store: NamespaceStore
  let alice: Did
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    alice = `did:plc:alice${++count}` as Did
  })
  const put = (...all: StoredNamespace[]) =>
    database.work.run(async (tx) => {
      for (const each of all) await store.put(tx, alice, each)
    })

  it('gives back what was put, and puts new in its place', async () => {
    expect(await store.find(undefined, alice, A)).toBeUndefined()
    await put(stored(A, 5))
    expect(await store.find(undefined, alice, A)).toEqual(stored(A, 5))
    await put(stored(A, 6, 2_000))
    expect(await store.find(undefined, alice, A)).toEqual(stored(A, 6, 2_000))
    expect(await store.find(undefined, BOB, A)).toBeUndefined()
  })

  it('lists and reads by name, from one on', async () => {
    await put(stored(C, 3), stored(A, 1), stored(B, 2))
    const listed = await store.list(alice, undefined, 2)
    expect(listed.map(({ namespace, sizeBytes }) => [namespace, sizeBytes])).toEqual([
      [A, 1],
      [B, 2],
    ])
    expect(listed[0]).not.toHaveProperty('content')
    expect(await store.read(alice, B, 2)).toEqual([stored(C, 3)])
    expect(await store.read(BOB, undefined, 2)).toEqual([])
  })

  it('says how much there is', async () => {
    expect(await store.usage(database.db, alice)).toEqual({ namespaces: 0, bytes: 0 })
    await put(stored(A, 10), stored(B, 20))
    expect(await store.usage(database.db, alice)).toEqual({ namespaces: 2, bytes: 30 })
  })

  it('removes one, or all of an account', async () => {
    await put(stored(A, 1), stored(B, 2), stored(C, 3))
    await database.work.run((tx) => store.remove(tx, alice, A))
    await database.work.run((tx) => store.remove(tx, alice, A))
    expect((await store.list(alice, undefined, 9)).map(({ namespace }) => namespace)).toEqual([B, C])
    await database.work.run((tx) => store.clear(tx, alice))
    expect(await store.list(alice, undefined, 9)).toEqual([])
  })

  it('goes with the transaction of its caller', async () => {
    const lost = database.work.run(async (tx) => {
      await store.put(tx, alice, stored(A, 1))
      expect(await store.find(tx, alice, A)).toBeDefined()
      throw new Error('no')
    })
    await expect(lost).rejects.toThrow('no')
    expect(await store.find(undefined, alice, A)).toBeUndefined()
  })
})
