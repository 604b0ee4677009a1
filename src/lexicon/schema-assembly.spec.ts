import type { Definition, LexiconDoc, Schema } from '@guildhall/lexicon'
import { MissingLexicon } from '@guildhall/lexicon'
import type { Nsid } from '@guildhall/syntax'
import type { PublishedLexicon } from './published-lexicon.js'
import type { PublishedLexicons } from './published-lexicons.js'
import { SchemaAssembly } from './schema-assembly.js'

const NOTE = 'com.example.note' as Nsid
const FETCHED_MS = 1_000

const note = (properties: Record<string, Schema>): Definition => ({
  type: 'record',
  key: 'any',
  record: { type: 'object', properties },
})
const ref = (to: string): Schema => ({ type: 'ref', ref: to })

function assembly(docs: Record<string, LexiconDoc['defs']>, { bytes = 100 } = {}) {
  const asked: string[] = []
  const find = async (nsid: Nsid): Promise<PublishedLexicon | undefined> => {
    asked.push(nsid)
    const defs = docs[nsid]
    if (!defs) return undefined
    const doc = { lexicon: 1, id: nsid, defs } as LexiconDoc
    const age = Object.keys(docs).indexOf(nsid)
    return { nsid, doc, content: new Uint8Array(bytes), fetchedAtMs: FETCHED_MS - age } as PublishedLexicon
  }
  const made = new SchemaAssembly({ find } as unknown as PublishedLexicons)
  return { assemble: (names?: string[]) => made.assemble(NOTE, names), asked }
}
const valid = { ok: true }

describe('SchemaAssembly', () => {
  test('collects the documents that the record type leads to, whatever the way', async () => {
    const { assemble, asked } = assembly({
      [NOTE]: {
        main: note({ a: ref('#a'), post: ref('app.bsky.feed.post#replyRef') }),
        a: { type: 'array', items: ref('com.example.one#x') },
      },
      'com.example.one': {
        x: { type: 'object', properties: { next: ref('com.example.two'), back: ref(`${NOTE}#a`) } },
        unused: { type: 'object', properties: { y: ref('com.example.unused') } },
      },
      'com.example.two': { main: { type: 'integer', maximum: 3 } },
    })
    const schema = (await assemble())!
    expect(schema).toMatchObject({ complete: true, bytes: 300, fetchedAtMs: FETCHED_MS - 2 })
    expect(asked.sort()).toEqual([NOTE, 'com.example.one', 'com.example.two'].sort())
    expect(schema.record!.validate({ $type: NOTE, a: [{ next: 3 }] })).toMatchObject(valid)
    expect(schema.record!.validate({ $type: NOTE, a: [{ next: 4 }] })).toMatchObject({ path: '/a/0/next' })
    expect(schema.record!.validate({ $type: NOTE, post: {} })).toMatchObject({ path: '/post/root' })
  })

  test('collects what the definitions lead to that are asked for', async () => {
    const { assemble, asked } = assembly({
      [NOTE]: {
        main: note({ a: ref('com.example.gone') }),
        a: { type: 'object', properties: { b: ref('com.example.two') } },
      },
      'com.example.two': { main: { type: 'integer', maximum: 3 } },
    })
    const { definitions, complete } = (await assemble(['a', 'missing']))!
    expect([complete, asked]).toEqual([true, [NOTE, 'com.example.two']])
    expect(definitions.definition(`${NOTE}#a`)!.validate({ b: 4 })).toMatchObject({ path: '/b' })
    expect(definitions.definition(`${NOTE}#missing`)).toBeUndefined()
  })

  test('says when a document is missing, and judges what does not need it', async () => {
    const { assemble } = assembly({ [NOTE]: { main: note({ a: ref('com.example.gone#x') }) } })
    const { record, complete } = (await assemble())!
    expect(complete).toBe(false)
    expect(record!.validate({ $type: NOTE })).toMatchObject(valid)
    expect(() => record!.validate({ $type: NOTE, a: 1 })).toThrow(MissingLexicon)
  })

  test('finds nothing where there is no document, and no record type in one of another kind', async () => {
    expect(await assembly({}).assemble()).toBeUndefined()
    expect(await assembly({ [NOTE]: { main: { type: 'token' } } }).assemble()).toMatchObject({
      record: undefined,
    })
  })

  test('takes what comes with the server rather than what somebody publishes', async () => {
    const { assemble, asked } = assembly({
      [NOTE]: { main: note({ a: ref('com.atproto.repo.strongRef') }) },
      'com.atproto.repo.strongRef': { main: { type: 'string' } },
    })
    expect((await assemble())!.record!.validate({ $type: NOTE, a: 'text' }).ok).toBe(false)
    expect(asked).toEqual([NOTE])
  })

  test('does not follow a chain without end', async () => {
    const chain = Array.from({ length: 30 }, (_, i) => [
      `com.example.link${i}`,
      { main: { type: 'object', properties: { next: ref(`com.example.link${i + 1}`) } } },
    ])
    const { assemble, asked } = assembly({
      [NOTE]: { main: note({ a: ref('com.example.link0') }) },
      ...Object.fromEntries(chain),
    })
    expect((await assemble())!.complete).toBe(false)
    expect(asked.length).toBeLessThan(15)
  })

  test.each([
    ['many', 100],
    ['large', 200_000],
  ])('does not take too %s documents', async (_, bytes) => {
    const names = Array.from({ length: 60 }, (__, i) => `com.example.part${i}`)
    const parts = Object.fromEntries(names.map((name) => [name, { main: { type: 'string' } as Definition }]))
    const properties = Object.fromEntries(names.map((name, i) => [`p${i}`, ref(name)]))
    const { assemble, asked } = assembly({ [NOTE]: { main: note(properties) }, ...parts }, { bytes })
    const schema = (await assemble())!
    expect(schema.complete).toBe(false)
    expect(asked.length).toBeLessThanOrEqual(32)
    expect(schema.bytes).toBeLessThanOrEqual(1024 * 1024)
  })
})
