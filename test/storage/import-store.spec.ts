import { createHash } from 'node:crypto'
import { cborCidBytes, type CidBytes, cidKey, rawCidBytes } from '@guildhall/data'
import { EMPTY_NODE } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { BinaryRows } from '../../src/database/index.js'
import { type Arrived, ImportStore } from '../../src/repo/import/import.store.js'
import { PgImportStore } from '../../src/repo/import/pg-import.store.js'
import { STAGED, type StagedRow } from '../../src/repo/import/staged-row.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import { SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => ImportStore][] = [
  ['PgImportStore', ({ db }) => new PgImportStore(db)],
]
const HOUR_MS = 60 * 60 * 1000
const NOW = new Date('2025-05-05T12:00:00Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const block = (text: string) => ({ cid: cborCidBytes(Buffer.from(text)), bytes: Buffer.from(text) })
const blob = rawCidBytes(createHash('sha256').update('blob').digest())

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

function rowsOf(importId: number, rows: readonly StagedRow[]): Buffer {
  const out = new BinaryRows(1024)
  rows.forEach(({ kind, path, cid, content }, n) => {
    out.begin(6)
    out.int8(importId)
    out.int4(n)
    out.int2(kind)
    if (path === undefined) out.null()
    else out.text(path)
    for (const bytes of [cid, content]) {
      if (bytes === undefined) out.null()
      else out.bytea(bytes)
    }
  })
  return out.finish()
}

describe.each(IMPLEMENTATIONS)('ImportStore: %s', (_name, make) => {
  let store: ImportStore
  let repo: SampleRepo
  let importId: number
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(async () => {
    repo = await SampleRepo.create(new PgRepoStore(database.db), database.db)
    importId = await store.begin(repo.did, NOW)
  })
  afterEach(() => store.end(importId))

  const stage = (...rows: StagedRow[]) => store.stage(rowsOf(importId, rows))
  const loose = (...texts: string[]): StagedRow[] =>
    texts.map((text) => ({ kind: STAGED.loose, cid: block(text).cid, content: block(text).bytes }))
  const staged = async () =>
    (await database.rows('SELECT FROM repo_import_block WHERE import_id = $1', [importId])).length
  const arrived = (): Arrived => ({
    ...{ data: EMPTY_NODE.cid, root: block('commit').cid, rev: '3jzfcijpj2z2a' },
    ...{ nodes: 1, records: 2, loose: 3, repeated: 4, recordBytesLeft: 5 },
  })

  it('gives loose blocks in the order in which they are asked for, up to so many bytes', async () => {
    await stage(...loose('aaaa', 'bb', 'c'))
    const texts = async (wanted: string[], bytesMax: number) => {
      const keys = wanted.map((text) => cidKey(block(text).cid))
      return (await store.loose(importId, keys, bytesMax)).map(({ bytes }) => Buffer.from(bytes).toString())
    }
    expect(await texts(['c', 'absent', 'aaaa', 'bb'], 100)).toEqual(['c', 'aaaa', 'bb'])
    expect(await texts(['c', 'aaaa', 'bb'], 5)).toEqual(['c', 'aaaa'])
    expect(await texts(['aaaa', 'c'], 1)).toEqual(['aaaa'])
    expect(await texts(['absent'], 1)).toEqual([])
  })

  it('takes a loose block once, and nothing of what came with the second', async () => {
    expect(await stage(...loose('a'))).toBe(true)
    expect(await store.stage(rowsOf(importId, loose('b', 'a')))).toBe(false)
    expect(await staged()).toBe(1)
  })

  it('puts what was staged into the repository, and says how much that was', async () => {
    const record = block('record')
    const cid: CidBytes = record.cid
    await stage(
      { kind: STAGED.node, cid: EMPTY_NODE.cid, content: EMPTY_NODE.bytes },
      { kind: STAGED.record, path: 'a.b.c/1', cid, content: record.bytes },
      { kind: STAGED.blob, path: 'a.b.c/1', cid: blob },
      { kind: STAGED.subject, path: 'a.b.c/1', content: Buffer.from('did:plc:x') },
      { kind: STAGED.repeated, path: 'a.b.c/2', cid },
      { kind: STAGED.repeated, path: 'd.e.f/2', cid },
    )
    await database.work.run(async (tx) => {
      const claimed = await store.claim(tx, repo.did)
      const place = { importId, repoId: claimed!.repoId, rev: '3jzfcijpj2z2b' }
      expect(await store.settle(tx, place)).toEqual({ nodes: 1, records: 1 })
      expect(await store.repeated(tx, place)).toEqual({ found: 2, bytes: 2 * record.bytes.length })
      await store.settleRepeated(tx, place)
      expect(await store.hasSurplus(tx, place, block('commit').cid)).toBe(false)
    })
    const of = (text: string) => database.rows(text, [repo.head.repoId])
    expect(await of('SELECT path FROM repo_record WHERE repo_id = $1 ORDER BY path')).toEqual(
      ['a.b.c/1', 'a.b.c/2', 'd.e.f/2'].map((path) => ({ path })),
    )
    expect(await of('SELECT path FROM repo_blob_ref WHERE repo_id = $1 ORDER BY path')).toHaveLength(3)
    // What a record is about depends on its collection.
    expect(await of('SELECT path FROM repo_subject WHERE repo_id = $1 ORDER BY path')).toEqual(
      ['a.b.c/1', 'a.b.c/2'].map((path) => ({ path })),
    )
  })

  it('finds loose blocks that belong to nothing', async () => {
    await stage(...loose('commit', 'surplus'))
    await database.work.run(async (tx) => {
      const place = { importId, repoId: repo.head.repoId, rev: '3jzfcijpj2z2b' }
      expect(await store.hasSurplus(tx, place, block('commit').cid)).toBe(true)
    })
  })

  describe('an import that has arrived', () => {
    it('is held by one at a time, with the revision that the repository had', async () => {
      expect(await database.work.run((tx) => store.hold(tx, importId))).toBeUndefined()
      await store.arrive(importId, arrived(), NOW)
      await database.work.run(async (tx) => {
        expect(await store.hold(tx, importId)).toEqual({ ...arrived(), formerRev: repo.head.rev })
        await database.work.run(async (other) => {
          expect(await store.hold(other, importId)).toBeUndefined()
        })
        expect(await store.leftBehind(later(1))).toBeUndefined()
      })
      expect(await store.leftBehind(NOW)).toBeUndefined()
      expect(await store.leftBehind(later(1))).toEqual({ importId, did: repo.did })
    })

    it('cannot arrive once it was given up', async () => {
      await store.end(importId)
      await expect(store.arrive(importId, arrived(), NOW)).rejects.toMatchObject({
        code: 'NotEnoughResources',
      })
    })

    it('ends with its switch', async () => {
      await store.arrive(importId, arrived(), NOW)
      await database.work.run(async (tx) => {
        const claimed = await store.claim(tx, repo.did)
        const commit = block('next')
        const next = { commit: commit.cid, data: EMPTY_NODE.cid, rev: '3jzfcijpj2z2b' }
        await store.finish(tx, importId, claimed!, { ...next, commitBlock: commit.bytes })
      })
      expect(await store.leftBehind(later(1))).toBeUndefined()
      expect(await new PgRepoStore(database.db).head(repo.did)).toMatchObject({ rev: '3jzfcijpj2z2b' })
    })
  })

  it('drops old imports, and rows whose import has ended', async () => {
    await stage(...loose('a'))
    const other = await store.begin('did:plc:other' as Did, later(HOUR_MS))
    await store.stage(rowsOf(other, loose('b')))
    expect(await store.dropBefore(later(1), 10)).toBe(1)
    expect(await staged()).toBe(0)
    await database.rows('DELETE FROM repo_import WHERE import_id = $1', [other])
    expect(await store.dropBefore(later(1), 10)).toBe(0)
    expect(await database.rows('SELECT FROM repo_import_block')).toEqual([])
  })
})
