import { createHash } from 'node:crypto'
import { cborCidBytes, cidKey, rawCidBytes } from '@guildhall/data'
import { EMPTY_NODE } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { type BegunImport, ImportStore } from '../../src/repo/import/import.store.js'
import { PgImportStore } from '../../src/repo/import/pg-import.store.js'
import { PgSwitchStore } from '../../src/repo/import/pg-switch.store.js'
import { StagingWriter } from '../../src/repo/import/staging-writer.js'
import { SwitchStore } from '../../src/repo/import/switch.store.js'
import { PgRepoLifeStore } from '../../src/repo/pg-repo-life.store.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import { SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

type Stores = { store: ImportStore; switches: SwitchStore }
const IMPLEMENTATIONS: [string, (database: TestDatabase) => Stores][] = [
  ['PostgreSQL', ({ db }) => ({ store: new PgImportStore(db), switches: new PgSwitchStore() })],
]
const REV = '3jzfcijpj2z2a'
const LATER_REV = '3jzfcijpj2z2b'
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

describe.each(IMPLEMENTATIONS)('ImportStore and SwitchStore: %s', (_name, make) => {
  let store: ImportStore
  let switches: SwitchStore
  let repo: SampleRepo
  let begun: BegunImport
  let writer: StagingWriter
  beforeAll(() => {
    ;({ store, switches } = make(database))
  })
  beforeEach(async () => {
    repo = await SampleRepo.create(new PgRepoStore(database.db), database.db)
    begun = (await store.begin(repo.did, NOW))!
    writer = new StagingWriter(store, begun)
    writer.begin(REV)
  })
  afterEach(() => store.end(begun))

  const flush = async () => {
    await writer.write()
    await writer.settled()
  }
  const stageLoose = (...texts: string[]) => {
    for (const text of texts) writer.addLoose(block(text).cid, block(text).bytes)
    return flush()
  }
  /** A record, and the same again at two other paths. */
  const stageRecords = async () => {
    const { cid, bytes } = block('record')
    writer.addNode(EMPTY_NODE.cid, EMPTY_NODE.bytes)
    writer.addRecord('a.b.c/1', cid, bytes)
    writer.addBlob('a.b.c/1', blob)
    writer.addSubject('a.b.c/1', 'did:plc:x')
    writer.addRepeated('a.b.c/2', cid)
    writer.addRepeated('d.e.f/2', cid)
    await flush()
  }
  const arrive = () => store.arrive(begun, { data: EMPTY_NODE.cid, rev: REV }, ['a.b.c', 'd.e.f'], NOW)
  const nextCommit = () => {
    const { cid: commit, bytes: commitBlock } = block('next')
    return { commit, data: EMPTY_NODE.cid, rev: LATER_REV, commitBlock }
  }
  const finish = () =>
    database.work.run(async (tx) => {
      const held = await switches.hold(tx, begun.importId)
      const claimed = await switches.claim(tx, repo.did)
      expect(claimed).toEqual({ repoId: repo.head.repoId, rev: repo.head.rev })
      await switches.finish(tx, held!, claimed!, nextCommit())
    })
  const clear = async () => {
    const life = new PgRepoLifeStore(database.db)
    while ((await life.clear(100)) > 0);
  }
  const pathsIn = async (table: string, repoId: number) =>
    (
      await database.rows<{ path: string }>(`SELECT path FROM ${table} WHERE repo_id = $1 ORDER BY path`, [
        repoId,
      ])
    ).map(({ path }) => path)

  it('begins in a repository that is there, with its revision', async () => {
    expect(begun).toEqual({
      importId: expect.any(Number),
      repoId: expect.any(Number),
      formerRev: repo.head.rev,
    })
    expect(begun.repoId).toBeGreaterThan(repo.head.repoId)
    expect(await store.begin('did:plc:nobody' as Did, NOW)).toBeUndefined()
  })

  it('gives loose blocks in the order in which they are asked for, up to so many bytes', async () => {
    await stageLoose('aaaa', 'bb', 'c')
    const texts = async (wanted: string[], bytesMax: number) => {
      const keys = wanted.map((text) => cidKey(block(text).cid))
      return (await store.loose(begun.importId, keys, bytesMax)).map(({ bytes }) =>
        Buffer.from(bytes).toString(),
      )
    }
    expect(await texts(['c', 'absent', 'aaaa', 'bb'], 100)).toEqual(['c', 'aaaa', 'bb'])
    expect(await texts(['c', 'aaaa', 'bb'], 5)).toEqual(['c', 'aaaa'])
    expect(await texts(['aaaa', 'c'], 1)).toEqual(['aaaa'])
    expect(await texts(['absent'], 1)).toEqual([])
  })

  it('takes a block once, and nothing of what came with the second', async () => {
    await stageLoose('a')
    await expect(stageLoose('b', 'a')).rejects.toThrow('twice')
    expect(await store.blocks(begun.importId)).toBe(1)
    writer = new StagingWriter(store, begun)
    writer.addNode(EMPTY_NODE.cid, EMPTY_NODE.bytes)
    writer.addNode(EMPTY_NODE.cid, EMPTY_NODE.bytes)
    await expect(flush()).rejects.toThrow('twice')
  })

  it('puts repeated records to the others, with what they refer to', async () => {
    await stageRecords()
    const { bytes } = block('record')
    expect(await store.blocks(begun.importId)).toBe(2)
    expect(await store.repeated(begun)).toEqual({ found: 2, bytes: 2 * bytes.length })
    await store.settleRepeated(begun, REV)
    expect(await store.hasSurplus(begun, block('commit').cid)).toBe(false)
    expect(await pathsIn('repo_record', begun.repoId)).toEqual(['a.b.c/1', 'a.b.c/2', 'd.e.f/2'])
    expect(await pathsIn('repo_blob_ref', begun.repoId)).toHaveLength(3)
    // What a record is about depends on its collection.
    expect(await pathsIn('repo_subject', begun.repoId)).toEqual(['a.b.c/1', 'a.b.c/2'])
  })

  it('finds loose blocks that belong to nothing', async () => {
    await stageLoose('commit', 'surplus')
    expect(await store.hasSurplus(begun, block('commit').cid)).toBe(true)
  })

  it('shows what is under way', async () => {
    await stageRecords()
    await stageLoose('a')
    await store.touch(begun.importId, later(1000))
    const [listed] = (await store.list()).filter(({ did }) => did === repo.did)
    const { importId } = begun
    expect(listed).toEqual({
      ...{ importId, did: repo.did, createdAt: NOW, seenAt: later(1000), arrivedAt: undefined },
      ...{ nodes: 1, records: 1, waiting: 3 },
    })
    await arrive()
    expect((await store.list()).find((one) => one.importId === importId)!.arrivedAt).toEqual(NOW)
  })

  describe('an import that has arrived', () => {
    it('is held by one at a time, with the revision that the repository had', async () => {
      expect(await database.work.run((tx) => switches.hold(tx, begun.importId))).toBeUndefined()
      await arrive()
      await database.work.run(async (tx) => {
        const data = Buffer.from(EMPTY_NODE.cid)
        const held = await switches.hold(tx, begun.importId)
        expect({ ...held, data: Buffer.from(held!.data) }).toEqual({ ...begun, data, rev: REV })
        await database.work.run(async (other) => {
          expect(await switches.hold(other, begun.importId)).toBeUndefined()
        })
        expect(await store.leftBehind(later(1))).toBeUndefined()
      })
      expect(await store.leftBehind(NOW)).toBeUndefined()
      const { importId, repoId } = begun
      expect(await store.leftBehind(later(1))).toEqual({ importId, repoId, did: repo.did })
    })

    it('cannot arrive once it was given up', async () => {
      await store.end(begun)
      await expect(arrive()).rejects.toMatchObject({ code: 'NotEnoughResources' })
    })

    it('becomes the repository; blobs and takedowns stay, what was there before goes', async () => {
      await repo.commit({ path: 'a.b.c/1', text: 'former' }, { path: 'a.b.c/9', text: 'former' })
      const former = repo.head.repoId
      await database.rows(`UPDATE repo_record SET takedown_ref = 'case' WHERE repo_id = $1`, [former])
      await database.rows(
        `INSERT INTO blob (repo_id, cid, mime_type, size, object_key) VALUES ($1, $2, 'image/png', 1, 'a/key')`,
        [former, Buffer.from(blob)],
      )
      await stageRecords()
      await arrive()
      await finish()
      const repos = new PgRepoStore(database.db)
      expect(await repos.head(repo.did)).toMatchObject({ rev: LATER_REV, repoId: begun.repoId })
      const rows = await database.rows('SELECT path, takedown_ref, rev FROM repo_record WHERE repo_id = $1', [
        begun.repoId,
      ])
      expect(rows).toEqual([{ path: 'a.b.c/1', takedown_ref: 'case', rev: REV }])
      expect(await database.rows('SELECT FROM blob WHERE repo_id = $1', [begun.repoId])).toHaveLength(1)
      expect(await store.leftBehind(later(1))).toBeUndefined()
      // Whoever sent it ends it as well: it is the repository's now.
      await store.end(begun)
      await clear()
      expect(await pathsIn('repo_record', former)).toEqual([])
      expect(await pathsIn('repo_record', begun.repoId)).toEqual(['a.b.c/1'])
      expect(await database.rows('SELECT FROM repo_removed')).toEqual([])
    })

    it('can be given a later revision', async () => {
      await stageRecords()
      await database.work.run((tx) => switches.restamp(tx, begun.repoId, LATER_REV))
      for (const table of ['repo_node', 'repo_record']) {
        const rows = await database.rows(`SELECT rev FROM ${table} WHERE repo_id = $1`, [begun.repoId])
        expect(rows).toEqual([{ rev: LATER_REV }])
      }
    })
  })

  it('leaves nothing of an import that has ended', async () => {
    await stageRecords()
    await store.end(begun)
    await clear()
    expect(await pathsIn('repo_record', begun.repoId)).toEqual([])
    expect(await store.blocks(begun.importId)).toBe(0)
    // What was on its way comes after it was given up.
    await stageRecords()
    await store.end(begun)
    await clear()
    expect(await pathsIn('repo_record', begun.repoId)).toEqual([])
  })

  it('drops imports of which nothing comes any more, and blocks whose import has ended', async () => {
    await stageRecords()
    const other = (await store.begin(repo.did, NOW))!
    await store.touch(other.importId, later(HOUR_MS))
    expect(await store.dropBefore(later(1), 10)).toBe(1)
    expect(await store.blocks(begun.importId)).toBe(0)
    await clear()
    expect(await pathsIn('repo_record', begun.repoId)).toEqual([])
    expect((await store.list()).map(({ importId }) => importId)).toEqual([other.importId])
    await stageLoose('b')
    await store.end(other)
    expect(await store.dropBefore(later(1), 10)).toBe(0)
    expect(await database.rows('SELECT FROM repo_import_block')).toEqual([])
  })
})
