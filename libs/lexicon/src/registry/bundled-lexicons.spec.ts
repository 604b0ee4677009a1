import { describe, expect, it } from '@jest/globals'
import { alt, app, bundledLexicons, chat, com, type LexiconDoc, parseLexicon } from '@guildhall/lexicon'
import { DOCUMENT_TEXTS } from '../generated/documents.js'

const lexicons = bundledLexicons()
const documents = [...DOCUMENT_TEXTS.values()].map((text) => JSON.parse(text) as LexiconDoc)

/** What the fields `ref` and `refs` of a document say, with the document each stands in. */
function referencesIn(value: unknown, home: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { ref, refs } = value as { ref?: unknown; refs?: unknown }
  const own = [ref, ...(Array.isArray(refs) ? refs : [])].filter((text) => typeof text === 'string')
  const inner = Object.values(value).flatMap((field) => referencesIn(field, home))
  return [...own.map((text) => (text.startsWith('#') ? home + text : text)), ...inner]
}

/** The methods and records among nested constants. */
function constantsIn(tree: object): { kind: string; nsid: string }[] {
  return Object.values(tree).flatMap((node: object) =>
    'nsid' in node ? [node as { kind: string; nsid: string }] : constantsIn(node),
  )
}

describe('the bundled lexicons', () => {
  it('are well-formed, each under its own NSID', () => {
    expect(documents.length).toBeGreaterThan(200)
    for (const [nsid, text] of DOCUMENT_TEXTS) expect(parseLexicon(JSON.parse(text)).id).toBe(nsid)
    expect(lexicons.nsids()).toEqual([...DOCUMENT_TEXTS.keys()])
    expect(lexicons).toBe(bundledLexicons())
  })

  it('refer to nothing that is not there', () => {
    const references = new Set(documents.flatMap((document) => referencesIn(document.defs, document.id)))
    expect(references.size).toBeGreaterThan(200)
    const gone = [...references].filter((ref) => lexicons.definition(ref) === undefined)
    expect(gone).toEqual([])
  })

  it('have a constant for each method and record, and one of the same kind', () => {
    const constants = constantsIn({ alt, app, chat, com })
    for (const { kind, nsid } of constants) {
      const found = kind === 'record' ? lexicons.record(nsid) && 'record' : lexicons.method(nsid)?.kind
      expect([nsid, found]).toEqual([nsid, kind])
    }
    const callable = documents.filter(({ id }) => lexicons.record(id) ?? lexicons.method(id))
    expect(constants.map(({ nsid }) => nsid).sort()).toEqual(callable.map(({ id }) => id).sort())
  })

  it('do not know what is not among them', () => {
    for (const nsid of [
      'com.example.note',
      'app.bsky.feed.post#main',
      'app.bsky.feed',
      '',
      '__proto__',
      'constructor',
    ]) {
      expect(lexicons.has(nsid)).toBe(false)
      expect(lexicons.record(nsid)).toBeUndefined()
      expect(lexicons.method(nsid)).toBeUndefined()
    }
  })

  it('validate a post', () => {
    const post = lexicons.record(app.bsky.feed.post.nsid)!
    const record = {
      $type: 'app.bsky.feed.post',
      text: 'hello',
      createdAt: '2024-07-31T12:00:00.000Z',
      langs: ['en'],
    }
    expect(post.key).toBe('tid')
    expect(post.validate(record)).toEqual({ ok: true, value: record })
    expect(post.validate({ ...record, text: 'a'.repeat(301) })).toEqual({
      ok: false,
      path: '/text',
      message: 'must not be longer than 300 graphemes',
    })
    expect(post.validate({ ...record, langs: ['en', 'EN'] })).toEqual({
      ok: false,
      path: '/langs/1',
      message: 'must be a valid language',
    })
  })

  it('read the parameters of listRecords', () => {
    const { params } = lexicons.method(com.atproto.repo.listRecords.nsid)!
    expect(params(new URLSearchParams('repo=alice.example&collection=com.example.note'))).toEqual({
      ok: true,
      value: { repo: 'alice.example', collection: 'com.example.note', limit: 50 },
    })
    expect(params(new URLSearchParams('repo=alice.example&collection=com.example.note&limit=101')).ok).toBe(
      false,
    )
  })
})
