import type { DidDocument } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import type { DidDocumentStore } from '../../src/identity/did-document.store.js'
import { PgDidDocumentStore } from '../../src/identity/pg-did-document.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => DidDocumentStore][] = [
  ['PgDidDocumentStore', ({ db }) => new PgDidDocumentStore(db)],
]

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const newDid = () => `did:web:host${++count}.example.com` as Did
const documentOf = (did: Did, handle = 'alice.test') =>
  ({
    id: did,
    alsoKnownAs: [`at://${handle}`],
    verificationMethod: [],
    service: [],
  }) as unknown as DidDocument

describe.each(IMPLEMENTATIONS)('DidDocumentStore: %s', (_name, make) => {
  let store: DidDocumentStore
  beforeAll(() => {
    store = make(database)
  })

  it('keeps a document and when it was fetched', async () => {
    const did = newDid()
    expect(await store.find(did)).toBeUndefined()
    await store.put(did, { document: documentOf(did), fetchedAtMs: 1_767_225_600_123 })
    expect(await store.find(did)).toMatchObject({
      document: { id: did, alsoKnownAs: ['at://alice.test'] },
      fetchedAtMs: 1_767_225_600_123,
    })
  })

  it('replaces a document by a newer one only', async () => {
    const did = newDid()
    await store.put(did, { document: documentOf(did, 'second.test'), fetchedAtMs: 2_000 })
    await store.put(did, { document: documentOf(did, 'first.test'), fetchedAtMs: 1_000 })
    expect(await store.find(did)).toMatchObject({
      document: documentOf(did, 'second.test'),
      fetchedAtMs: 2_000,
    })
    await store.put(did, { document: documentOf(did, 'third.test'), fetchedAtMs: 3_000 })
    expect(await store.find(did)).toMatchObject({
      document: documentOf(did, 'third.test'),
      fetchedAtMs: 3_000,
    })
  })

  it('deletes what is old, slice by slice, but not of accounts of this server', async () => {
    const [old, fresh, ours] = ['did:web:zz1.test', 'did:web:zz2.test', 'did:web:zz3.test'] as Did[]
    for (const did of [old, ours]) await store.put(did!, { document: documentOf(did!), fetchedAtMs: 1_000 })
    await store.put(fresh!, { document: documentOf(fresh!), fetchedAtMs: 3_000 })
    await database.rows('INSERT INTO account (did, handle) VALUES ($1, $2)', [ours, 'ours.test'])
    const before = new Date(2_000)
    expect(await store.removeOld(before, { after: 'did:web:zz', limit: 2 })).toEqual({
      removed: 1,
      last: fresh,
    })
    expect(await store.removeOld(before, { after: fresh!, limit: 2 })).toEqual({
      removed: 0,
      last: undefined,
    })
    expect(await Promise.all([old, fresh, ours].map((did) => store.find(did!)))).toMatchObject([
      undefined,
      { document: { id: fresh } },
      { document: { id: ours } },
    ])
  })

  it('tells all nodes when it drops a document, even one that it does not have', async () => {
    const did = newDid()
    await store.put(did, { document: documentOf(did), fetchedAtMs: 1_000 })
    const dropped: (Did | undefined)[] = []
    let told = (): void => undefined
    const twice = new Promise<void>((resolve) => (told = resolve))
    const unwatch = await store.watch((which) => {
      dropped.push(which)
      if (dropped.length === 2) told()
    })
    await store.remove(did)
    await store.remove('did:web:never.example.com' as Did)
    await twice
    expect(dropped).toEqual([did, 'did:web:never.example.com'])
    expect(await store.find(did)).toBeUndefined()
    await unwatch()
  })
})
