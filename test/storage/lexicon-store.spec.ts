import { cborCidBytes } from '@guildhall/data'
import type { AtUri, Nsid } from '@guildhall/syntax'
import type { LexiconStore } from '../../src/lexicon/lexicon.store.js'
import { PgLexiconStore } from '../../src/lexicon/pg-lexicon.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => LexiconStore][] = [
  ['PgLexiconStore', ({ db }) => new PgLexiconStore(db)],
]

let database: TestDatabase
let count = 0
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

const newNsid = () => `com.example.note${++count}` as Nsid
const lexiconOf = (nsid: Nsid, text: string, fetchedAtMs: number) => {
  const content = Buffer.from(text)
  const uri = `at://did:web:a.example/com.atproto.lexicon.schema/${nsid}` as AtUri
  return { nsid, uri, cid: Buffer.from(cborCidBytes(content)), content, fetchedAtMs }
}

describe.each(IMPLEMENTATIONS)('LexiconStore: %s', (_name, make) => {
  let store: LexiconStore
  beforeEach(() => {
    store = make(database)
  })

  it('keeps a lexicon and when it was fetched', async () => {
    const lexicon = lexiconOf(newNsid(), 'first', 1_767_225_600_123)
    expect(await store.find(lexicon.nsid)).toBeUndefined()
    await store.put(lexicon)
    expect(await store.find(lexicon.nsid)).toEqual(lexicon)
  })

  it('replaces a lexicon by a newer one only', async () => {
    const nsid = newNsid()
    await store.put(lexiconOf(nsid, 'second', 2_000))
    await store.put(lexiconOf(nsid, 'first', 1_000))
    expect((await store.find(nsid))!.content.toString()).toBe('second')
    await store.put(lexiconOf(nsid, 'third', 3_000))
    expect((await store.find(nsid))!.content.toString()).toBe('third')
  })

  it('drops what is old', async () => {
    const [old, young] = [lexiconOf(newNsid(), 'old', 1_000), lexiconOf(newNsid(), 'young', 2_000)]
    await store.put(old)
    await store.put(young)
    expect(await store.prune(2_000)).toBe(1)
    expect(await store.find(old.nsid)).toBeUndefined()
    expect(await store.find(young.nsid)).toBeDefined()
  })
})
