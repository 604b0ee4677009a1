import { CID_BYTES, type CidBytes, cidKey } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { PgAccountStore } from '../../src/account/pg-account.store.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import type { ExportStore, RecordPage, RepoSnapshot } from '../../src/sync/export.store.js'
import { PIECE_NODES_MAX } from '../../src/repo/packed-nodes.js'
import { PgExportStore } from '../../src/sync/pg-export.store.js'
import { blobCid, blockOf, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => ExportStore][] = [
  ['PgExportStore', ({ db }) => new PgExportStore(db)],
]
/** Before every CID. */
const NO_CID: CidBytes = new Uint8Array(0)
const MANY = { records: 100, bytes: 1_000_000 }

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('ExportStore: %s', (_name, make) => {
  let store: ExportStore
  let repo: SampleRepo
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(async () => {
    repo = await SampleRepo.create(new PgRepoStore(database.db), database.db)
  })
  const read = <T>(use: (snapshot: RepoSnapshot) => Promise<T>): Promise<T> =>
    store.snapshot(repo.did, async (snapshot) => use(snapshot!))
  const paths = (records: readonly { path: string }[]) => records.map(({ path }) => path)
  const texts = ({ blocks, sizes }: RecordPage): string[] => {
    let at = 0
    return sizes.map((size) => {
      const cid = blocks.subarray(at, at + CID_BYTES)
      const content = blocks.subarray(at + CID_BYTES, (at += CID_BYTES + size))
      expect(cidKey(cid)).toBe(cidKey(blockOf(Buffer.from(content).toString()).cid))
      return Buffer.from(content).toString()
    })
  }

  it('passes undefined when there is no such repository', async () => {
    expect(await store.snapshot('did:plc:nobody' as Did, async (snapshot) => [snapshot])).toEqual([undefined])
  })

  it('gives commit, nodes and records', async () => {
    await repo.commit({ path: 'a.b.c/1', text: 'one' }, { path: 'a.b.c/2', text: 'two' })
    await read(async (snapshot) => {
      expect(snapshot.commit).toEqual({
        cid: Buffer.from(repo.head.commit),
        bytes: Buffer.from(`commit ${repo.head.rev}`),
      })
      expect(cidKey(snapshot.data)).toBe(cidKey(repo.head.data))
      const keys = repo.nodes.map(({ key }) => key)
      const all = await snapshot.allNodes(keys.length)
      expect(all!.get([blockOf('none').cid].map(cidKey))).toEqual([])
      expect(all!.get(keys)).toEqual(
        repo.nodes.map(({ cid, bytes }) => ({ cid: Buffer.from(cid), bytes: Buffer.from(bytes) })),
      )
      expect(await snapshot.allNodes(keys.length - 1)).toBeUndefined()
      expect((await snapshot.nodes(keys)).map(({ key }) => key).sort()).toEqual(keys.sort())
      expect(await snapshot.nodes([blockOf('none').cid].map(cidKey))).toEqual([])
      const records = await snapshot.records('', MANY)
      expect(texts(records)).toEqual(['one', 'two'])
      expect(records.last).toBe('a.b.c/2')
    })
  })

  it('gives all nodes of a tree that comes in several pieces', async () => {
    // Every fourth record or so has a node of its own.
    const many = Array.from({ length: 5 * PIECE_NODES_MAX }, (_, i) => ({ path: `a.b.c/${i}`, text: `${i}` }))
    await repo.commit(...many)
    expect(repo.nodes.length).toBeGreaterThan(PIECE_NODES_MAX)
    await read(async (snapshot) => {
      const all = await snapshot.allNodes(repo.nodes.length)
      for (const { key, cid, bytes } of repo.nodes)
        expect(all!.get([key])).toEqual([{ cid: Buffer.from(cid), bytes: Buffer.from(bytes) }])
    })
  })

  it('gives records in pages, in the order of the tree', async () => {
    const all = ['a.b.c-d/1', 'a.b.c/1', 'a.b.c/10', 'a.b.c/A', 'a.b.c0/1']
    await repo.commit(...[...all].reverse().map((path) => ({ path, text: path })))
    await read(async (snapshot) => {
      const page = await snapshot.records('', { ...MANY, records: 3 })
      expect(texts(page)).toEqual(all.slice(0, 3))
      expect(page.last).toBe('a.b.c/10')
      expect(texts(await snapshot.records('a.b.c/10', MANY))).toEqual(all.slice(3))
      expect(await snapshot.records('a.b.c0/1', MANY)).toMatchObject({ sizes: [], last: undefined })
    })
  })

  it('ends a page before it becomes too large, but never without a record', async () => {
    const large = 'x'.repeat(5_000)
    await repo.commit(...['1', '2', '3', '4'].map((key) => ({ path: `a.b.c/${key}`, text: large + key })))
    await read(async (snapshot) => {
      const page = async (bytes: number) => texts(await snapshot.records('', { records: 10, bytes }))
      expect(await page(1)).toHaveLength(1)
      expect(await page(5_002)).toHaveLength(2)
      expect(await page(10_003)).toHaveLength(3)
      expect(await page(100_000)).toHaveLength(4)
      const all = ['1', '2', '3', '4'].map((key) => `a.b.c/${key}`)
      expect(paths(await snapshot.recordsSince('', all, 1))).toEqual(all.slice(0, 1))
      expect(paths(await snapshot.recordsSince('', all.slice(1), 5_002))).toEqual(all.slice(1, 3))
    })
  })

  it('sees the repository as it was, whatever is written meanwhile', async () => {
    await repo.commit({ path: 'a.b.c/1', text: 'one' })
    const before = repo.head
    const keys = repo.nodes.map(({ key }) => key)
    await read(async (snapshot) => {
      await repo.commit({ path: 'a.b.c/1', text: 'uno' }, { path: 'a.b.c/2', text: 'two' })
      expect(cidKey(snapshot.commit.cid)).toBe(cidKey(before.commit))
      expect(await snapshot.nodes(keys)).toHaveLength(keys.length)
      expect(texts(await snapshot.records('', MANY))).toEqual(['one'])
      expect(await snapshot.recordsSince(before.rev, ['a.b.c/1', 'a.b.c/2'], MANY.bytes)).toEqual([])
    })
    await read(async (snapshot) => expect(texts(await snapshot.records('', MANY))).toEqual(['uno', 'two']))
  })

  it('tells what came after a revision', async () => {
    await repo.commit({ path: 'a.b.c/1', text: 'one' }, { path: 'a.b.c/2', text: 'two' })
    const { rev } = repo.head
    const old = new Set(repo.nodes.map(({ key }) => key))
    await repo.commit({ path: 'a.b.c/2', text: 'due' }, { path: 'a.b.c/3', text: 'three' })
    const fresh = repo.nodes.map(({ key }) => key).filter((key) => !old.has(key))
    expect(fresh.length).toBeGreaterThan(0)
    await read(async (snapshot) => {
      const since = async (after: string, asked: string[]) =>
        paths(await snapshot.recordsSince(after, asked, MANY.bytes))
      expect(await since(rev, ['a.b.c/1', 'a.b.c/2', 'a.b.c/3'])).toEqual(['a.b.c/2', 'a.b.c/3'])
      expect(await since(rev, ['a.b.c/3', 'a.b.c/1'])).toEqual(['a.b.c/3'])
      expect(await since(repo.head.rev, ['a.b.c/2'])).toEqual([])
      const all = repo.nodes.map(({ key }) => key)
      const nodes = await snapshot.nodesSince(rev, all)
      expect(nodes.map(({ key }) => key).sort()).toEqual(fresh.sort())
      expect(await snapshot.nodesSince(repo.head.rev, all)).toEqual([])
    })
  })

  describe('by collection', () => {
    const accounts = () => new PgAccountStore(database.db)
    const member = async (name: string, status: 'active' | 'deactivated' = 'active') => {
      const did = `did:plc:with-${name}` as Did
      const account = { did, handle: `with-${name}.test`, email: undefined, passwordHash: undefined }
      await accounts().add(database.db, { ...account, status })
      return SampleRepo.create(new PgRepoStore(database.db), database.db, did)
    }
    const listed = async (collection: string, after = 0, limit = 10) =>
      (await store.listWith(collection, after, limit)).map(({ did }) => did)

    it('lists public repositories that have records of it at present, in pages', async () => {
      const [a, b, c, d] = [
        await member('a'),
        await member('b'),
        await member('c', 'deactivated'),
        await member('d'),
      ] as const
      await a.commit({ path: 'x.y.z/1', text: 'one' }, { path: 'x.y.other/1', text: 'one' })
      await b.commit({ path: 'x.y.z/1', text: 'one' })
      await c.commit({ path: 'x.y.z/1', text: 'one' })
      await d.commit({ path: 'x.y.z-longer/1', text: 'one' }, { path: 'x.y.z/1', text: 'one' })
      expect(await listed('x.y.z')).toEqual([a.did, b.did, d.did])
      expect(await listed('x.y.z', a.head.repoId, 1)).toEqual([b.did])
      expect(await listed('x.y.other')).toEqual([a.did])
      expect(await listed('x.y')).toEqual([])
      await b.commit({ path: 'x.y.z/1' })
      expect(await listed('x.y.z')).toEqual([a.did, d.did])
      await b.commit({ path: 'x.y.z/2', text: 'again' })
      expect(await listed('x.y.z')).toEqual([a.did, b.did, d.did])
    })

    it('does not mind what another node already knows', async () => {
      const e = await member('e')
      await e.commit({ path: 'p.q.r/1', text: 'one' })
      const elsewhere = new PgRepoStore(database.db)
      const batch = e.batch([{ path: 'p.q.r/2', text: 'two' }])
      expect(await elsewhere.commit(batch)).toBe(true)
      expect(await listed('p.q.r')).toEqual([e.did])
      const rows = 'SELECT FROM repo_collection WHERE repo_id = $1'
      expect(await database.rows(rows, [e.head.repoId])).toHaveLength(1)
    })
  })

  it('lists the blobs that records refer to, each once, in pages, also since a revision', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map(blobCid) as [CidBytes, CidBytes, CidBytes]
    await repo.commit({ path: 'a.b.c/1', text: '1', blobs: [one, two] })
    const { rev } = repo.head
    await repo.commit({ path: 'a.b.c/2', text: '2', blobs: [two, three] })
    const sorted = (cids: CidBytes[]) => cids.map((cid) => Buffer.from(cid)).sort(Buffer.compare)
    const blobs = (page: { since?: string; after?: CidBytes; limit?: number } = {}) =>
      store.blobs(repo.did, { after: NO_CID, limit: 10, ...page })
    const all = sorted([one, two, three])
    expect(await blobs()).toEqual(all)
    expect(await blobs({ limit: 2 })).toEqual(all.slice(0, 2))
    expect(await blobs({ after: all[1]! })).toEqual(all.slice(2))
    expect(await blobs({ since: rev })).toEqual(sorted([two, three]))
    expect(await blobs({ since: repo.head.rev })).toEqual([])
    expect(await store.blobs('did:plc:nobody' as Did, { after: NO_CID, limit: 10 })).toEqual([])
  })

  it('gives the connection back after a failure, fit for use', async () => {
    for (let i = 0; i < 10; i++) {
      const failing = store.snapshot(repo.did, () => Promise.reject(new Error('the reader left')))
      await expect(failing).rejects.toThrow('the reader left')
    }
    await expect(repo.commit({ path: 'a.b.c/1', text: 'one' })).resolves.toBeDefined()
  })

  it('lists repositories with the state of their accounts, in the order in which they were made', async () => {
    const accounts = new PgAccountStore(database.db)
    const repos: SampleRepo[] = []
    for (const name of ['c', 'a', 'b']) {
      const did = `did:plc:listed-${name}` as Did
      const account = { did, handle: `${name}.test`, email: undefined, passwordHash: undefined }
      await accounts.add(database.db, { ...account, status: name === 'a' ? 'deactivated' : 'active' })
      repos.push(await SampleRepo.create(new PgRepoStore(database.db), database.db, did))
    }
    const [c, a, b] = repos as [SampleRepo, SampleRepo, SampleRepo]
    const listed = await store.list(c.head.repoId - 1, 10)
    expect(listed.map(({ did, status }) => [did, status])).toEqual([
      [c.did, 'active'],
      [a.did, 'deactivated'],
      [b.did, 'active'],
    ])
    expect(listed[0]).toMatchObject({
      rev: c.head.rev,
      head: Buffer.from(c.head.commit),
      repoId: c.head.repoId,
    })
    expect((await store.list(c.head.repoId - 1, 1)).map(({ did }) => did)).toEqual([c.did])
    expect((await store.list(c.head.repoId, 1)).map(({ did }) => did)).toEqual([a.did])
    expect(await store.list(b.head.repoId, 10)).toEqual([])
  })
})
