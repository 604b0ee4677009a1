import { cidKey, type CidKey } from '@guildhall/data'
import { EMPTY_NODE } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import type { RepoStore } from '../../src/repo/repo.store.js'
import { blobCid, blockOf, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => RepoStore][] = [
  ['PgRepoStore', ({ db }) => new PgRepoStore(db)],
]
const NOBODY = 'did:plc:nobody' as Did
const LOST = 'did:plc:lost' as Did

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

/** Everything the tables know of a repository but its present commit. */
async function traces(repoId: number) {
  const rows = async (text: string) => (await database.rows<{ x: string }>(text, [repoId])).map(({ x }) => x)
  return {
    records: await rows(
      `SELECT path || '=' || convert_from(content, 'UTF8') AS x FROM repo_record WHERE repo_id = $1 ORDER BY path`,
    ),
    blobs: await rows(`SELECT path AS x FROM repo_blob_ref WHERE repo_id = $1 ORDER BY path, cid`),
    subjects: await rows(
      `SELECT path || '>' || subject AS x FROM repo_subject WHERE repo_id = $1 ORDER BY path`,
    ),
  }
}

describe.each(IMPLEMENTATIONS)('RepoStore: %s', (_name, make) => {
  let store: RepoStore
  let repo: SampleRepo
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(async () => {
    repo = await SampleRepo.create(store, database.db)
  })

  describe('a new repository', () => {
    it('has its commit and the empty tree', async () => {
      expect(await store.head(repo.did)).toEqual(buffers(repo.head))
      expect(await store.provable(repo.did, 'a.b.c/1')).toEqual({
        repoId: repo.head.repoId,
        commit: { cid: Buffer.from(repo.head.commit), bytes: Buffer.from(`commit ${repo.head.rev}`) },
        data: Buffer.from(EMPTY_NODE.cid),
        record: undefined,
      })
      expect((await store.someNodes(repo.head.repoId, 10)).map(({ key }) => key)).toEqual([EMPTY_NODE.key])
      expect(await store.collections(repo.did)).toEqual([])
    })

    it('is made with the transaction of its caller, and once per DID', async () => {
      const lost = database.work.run(async (tx) => {
        await SampleRepo.create(store, tx, LOST)
        throw new Error('the rest failed')
      })
      await expect(lost).rejects.toThrow('the rest failed')
      expect(await store.head(LOST)).toBeUndefined()
      await expect(SampleRepo.create(store, database.db, repo.did)).rejects.toMatchObject({ code: '23505' })
    })
  })

  it('finds nodes for all who ask at the same time, for each its own', async () => {
    const other = await SampleRepo.create(store, database.db)
    await repo.commit({ path: 'a.b.c/1', text: 'one' })
    await other.commit({ path: 'a.b.c/1', text: 'another' })
    const [mine, theirs] = [repo, other].map(({ nodes }) => nodes.at(-1)!)
    const asked: [SampleRepo, CidKey[]][] = [
      [repo, [mine!.key]],
      [other, [theirs!.key]],
      [repo, [mine!.key]],
      [repo, [theirs!.key]],
      [other, [theirs!.key, mine!.key]],
      [repo, []],
    ]
    const found = await Promise.all(asked.map(([of, keys]) => store.nodes(of.head.repoId, keys)))
    const keys = found.map((nodes) => nodes.map(({ key }) => key))
    expect(keys).toEqual([[mine!.key], [theirs!.key], [mine!.key], [], [theirs!.key], []])
  })

  it('knows nothing of a repository that is not there', async () => {
    expect(await store.head(NOBODY)).toBeUndefined()
    expect(await store.provable(NOBODY, 'a.b.c/1')).toBeUndefined()
    expect(await store.record(NOBODY, 'a.b.c/1')).toBeUndefined()
    expect(await store.list(NOBODY, 'a.b.c', { limit: 10, ascending: true })).toEqual([])
    expect(await store.collections(NOBODY)).toEqual([])
    expect(await store.blocks(NOBODY, [EMPTY_NODE.cid])).toEqual([])
    expect(await store.someNodes(-1, 10)).toEqual([])
  })

  describe('a commit', () => {
    it('replaces head and tree, and stores the records', async () => {
      const { next } = await repo.commit({ path: 'a.b.c/1', text: 'one' }, { path: 'a.b.c/2', text: 'two' })
      expect(await store.head(repo.did)).toEqual(buffers(repo.head))
      const { cid, content } = blockOf('two')
      expect(await store.provable(repo.did, 'a.b.c/2')).toMatchObject({
        commit: { bytes: Buffer.from(next.commitBlock) },
        record: { cid: Buffer.from(cid), bytes: content },
      })
      expect(await store.record(repo.did, 'a.b.c/1')).toEqual({ path: 'a.b.c/1', ...buffers(blockOf('one')) })
      await expectTree()
    })

    it('stores its event with it, waiting for its number', async () => {
      const batch = await repo.commit({ path: 'a.b.c/1', text: 'one' })
      const events = await database.rows(
        `SELECT did, kind, frame, seq_offset, event_id = id AS pending
           FROM repo_event LEFT JOIN event_pending ON event_id = id WHERE did = $1`,
        [repo.did],
      )
      const { frame } = batch.events[0]!
      expect(events).toEqual([{ did: repo.did, kind: 1, frame, seq_offset: 3, pending: true }])
    })

    it('keeps the order of its events', async () => {
      const batch = repo.batch([{ path: 'a.b.c/1', text: 'one' }])
      const events = Array.from({ length: 20 }, (_, i) => ({ frame: Buffer.from([i]), seqOffset: i }))
      expect(await store.commit({ ...batch, events })).toBe(true)
      const rows = await database.rows<{ frame: Buffer }>(
        'SELECT frame FROM repo_event WHERE did = $1 ORDER BY id',
        [repo.did],
      )
      expect(rows.map(({ frame }) => frame[0])).toEqual(events.map((_, i) => i))
    })

    it.each([
      ['plain', { path: 'a.b.c/2', text: 'two' }],
      ['with references', { path: 'a.b.c/2', text: 'two', blobs: [blobCid('x')], subject: 'did:plc:x' }],
    ])('on a state that has passed changes nothing: %s', async (_kind, write) => {
      const stale = repo.batch([write])
      await repo.commit({ path: 'a.b.c/1', text: 'one' })
      expect(await store.commit(stale)).toBe(false)
      expect(await store.head(repo.did)).toEqual(buffers(repo.head))
      expect(await traces(repo.head.repoId)).toEqual({ records: ['a.b.c/1=one'], blobs: [], subjects: [] })
      expect(await database.rows('SELECT FROM repo_event WHERE did = $1', [repo.did])).toHaveLength(1)
      await expectTree()
    })

    it('is not built on a damaged node', async () => {
      await repo.commit({ path: 'a.b.c/1', text: 'one' })
      const { repoId } = repo.head
      const key = cidKey(repo.head.data)
      expect(await store.nodes(repoId, [key])).toHaveLength(1)
      await database.rows(`UPDATE repo_node SET content = $2 WHERE repo_id = $1`, [repoId, EMPTY_NODE.bytes])
      expect(await store.nodes(repoId, [key])).toEqual([])
      expect(await store.someNodes(repoId, 10)).toEqual([])
    })

    it('is not stored when the state of the account has changed since its head was read', async () => {
      await database.rows('UPDATE repo SET state_changes = state_changes + 1 WHERE did = $1', [repo.did])
      const batch = repo.batch([{ path: 'a.b.c/1', text: 'one' }])
      expect(await store.commit(batch)).toBe(false)
      expect(await database.rows('SELECT FROM repo_event WHERE did = $1', [repo.did])).toEqual([])
      const head = await store.head(repo.did)
      expect(await store.commit({ ...batch, head: head! })).toBe(true)
    })

    it('is one of those that are made on one state at once', async () => {
      const batches = [1, 2, 3, 4].map((n) => repo.batch([{ path: `a.b.c/${n}`, text: String(n) }]))
      const stored = await Promise.all(batches.map((batch) => store.commit(batch)))
      expect(stored.filter(Boolean)).toHaveLength(1)
      repo.moveOn(batches[stored.indexOf(true)]!)
      expect(await store.head(repo.did)).toEqual(buffers(repo.head))
      expect((await traces(repo.head.repoId)).records).toHaveLength(1)
      await expectTree()
    })

    it('leaves no trace of what it replaces and deletes', async () => {
      const [x, y] = [blobCid('x'), blobCid('y')]
      await repo.commit(
        { path: 'a.b.c/1', text: 'one', blobs: [x, y], subject: 'did:plc:x' },
        { path: 'a.b.c/2', text: 'two', blobs: [x], subject: 'did:plc:x' },
        { path: 'a.b.c/3', text: 'three' },
      )
      await repo.commit(
        { path: 'a.b.c/1', text: 'uno', blobs: [y], subject: 'did:plc:y' },
        { path: 'a.b.c/2' },
      )
      expect(await traces(repo.head.repoId)).toEqual({
        records: ['a.b.c/1=uno', 'a.b.c/3=three'],
        blobs: ['a.b.c/1'],
        subjects: ['a.b.c/1>did:plc:y'],
      })
      await repo.commit({ path: 'a.b.c/1', text: 'ein' })
      expect(await traces(repo.head.repoId)).toEqual({
        records: ['a.b.c/1=ein', 'a.b.c/3=three'],
        blobs: [],
        subjects: [],
      })
      await expectTree()
    })

    it('empties a repository', async () => {
      await repo.commit({ path: 'a.b.c/1', text: 'one' }, { path: 'a.b.c/2', text: 'two' })
      await repo.commit({ path: 'a.b.c/1' }, { path: 'a.b.c/2' })
      expect((await store.someNodes(repo.head.repoId, 10)).map(({ key }) => key)).toEqual([EMPTY_NODE.key])
      expect(await store.collections(repo.did)).toEqual([])
    })

    it('stays inside its repository', async () => {
      const other = await SampleRepo.create(store, database.db)
      for (const each of [repo, other])
        await each.commit({ path: 'a.b.c/1', text: 'one', blobs: [blobCid('x')] })
      const before = await traces(other.head.repoId)
      await repo.commit({ path: 'a.b.c/1' })
      expect(await traces(other.head.repoId)).toEqual(before)
      expect((await traces(repo.head.repoId)).records).toEqual([])
    })
  })

  describe('records', () => {
    const texts = async (page: { limit: number; after?: string; ascending: boolean }, collection = 'a.b.c') =>
      (await store.list(repo.did, collection, page)).map(
        ({ path, content }) => `${path}=${Buffer.from(content)}`,
      )
    beforeEach(async () => {
      const neighbours = ['a.b.c-d/1', 'a.b.c0/1', 'a.b.ca/1', 'a.b/1', 'z.z.z/1']
      const keys = ['1', '10', '2', 'A', 'a', '~']
      await repo.commit(
        ...neighbours.map((path) => ({ path, text: 'n' })),
        ...keys.map((key) => ({ path: `a.b.c/${key}`, text: key })),
      )
    })

    it('that are asked for at the same time come each to who asked, and what is hidden or gone to nobody', async () => {
      const texts = Array.from({ length: 150 }, (_, i) => ({ path: `q.q.q/${i}`, text: `text ${i}` }))
      await repo.commit(...texts)
      await database.db.query({
        text: `UPDATE repo_record SET takedown_ref = 'case' WHERE repo_id = $1::int8 AND path = 'q.q.q/7'`,
        values: [repo.head.repoId],
      })
      const paths = [...texts.map(({ path }) => path), 'q.q.q/none']
      const found = await Promise.all(paths.map((path) => store.record(repo.did, path)))
      expect(found.map((record) => record?.path)).toEqual(
        paths.map((path) => (['q.q.q/7', 'q.q.q/none'].includes(path) ? undefined : path)),
      )
      expect(new Set(found.map((record) => record && String(record.cid))).size).toBe(150)
    })

    it('are listed by record key, byte by byte, and from one collection only', async () => {
      const all = ['1', '10', '2', 'A', 'a', '~'].map((key) => `a.b.c/${key}=${key}`)
      expect(await texts({ limit: 100, ascending: true })).toEqual(all)
      expect(await texts({ limit: 100, ascending: false })).toEqual([...all].reverse())
      expect(await texts({ limit: 100, ascending: true }, 'a.b')).toEqual(['a.b/1=n'])
      expect(await texts({ limit: 100, ascending: true }, 'none')).toEqual([])
    })

    it('are listed in pages, whose ends need not exist', async () => {
      expect(await texts({ limit: 2, ascending: true })).toEqual(['a.b.c/1=1', 'a.b.c/10=10'])
      expect(await texts({ limit: 2, after: '10', ascending: true })).toEqual(['a.b.c/2=2', 'a.b.c/A=A'])
      expect(await texts({ limit: 2, after: '3', ascending: true })).toEqual(['a.b.c/A=A', 'a.b.c/a=a'])
      expect(await texts({ limit: 2, after: '2', ascending: false })).toEqual(['a.b.c/10=10', 'a.b.c/1=1'])
      expect(await texts({ limit: 2, after: '0', ascending: false })).toEqual([])
      expect(await texts({ limit: 2, after: '~', ascending: true })).toEqual([])
    })

    it('that were taken down are not shown', async () => {
      await database.rows('UPDATE repo_record SET takedown_ref = $2 WHERE repo_id = $1 AND path = $3', [
        repo.head.repoId,
        'because',
        'a.b.c/2',
      ])
      expect(await store.record(repo.did, 'a.b.c/2')).toBeUndefined()
      expect(await texts({ limit: 1, after: '10', ascending: true })).toEqual(['a.b.c/A=A'])
    })

    it('tell which collections there are', async () => {
      const names = ['a.b', 'a.b.c', 'a.b.c-d', 'a.b.c0', 'a.b.ca', 'z.z.z']
      expect(await store.collections(repo.did)).toEqual(names)
      await repo.commit({ path: 'z.z.z/1' })
      expect(await store.collections(repo.did)).not.toContain('z.z.z')
    })

    it('and heads are each their own when many are asked for at once', async () => {
      const other = await SampleRepo.create(store, database.db)
      const dids = [repo.did, NOBODY, other.did, repo.did, other.did, NOBODY]
      const heads = await Promise.all(dids.map((did) => store.head(did)))
      expect(heads.map((head) => head?.did)).toEqual(dids.map((did) => (did === NOBODY ? undefined : did)))
      const proofs = await Promise.all(dids.map((did) => store.provable(did, 'a.b.c/2')))
      expect(proofs.map((proof) => proof && proof.record !== undefined)).toEqual(
        dids.map((did) => (did === NOBODY ? undefined : did === repo.did)),
      )
      const names = await Promise.all(dids.map((did) => store.collections(did)))
      expect(names.map((some) => some.length)).toEqual(dids.map((did) => (did === repo.did ? 6 : 0)))
    })

    it('are found by what they are about', async () => {
      await repo.commit(
        { path: 'a.b.c/2', text: 'again', subject: 'did:plc:x' },
        { path: 'a.b.c/0', text: 'first', subject: 'did:plc:x' },
        { path: 'a.b.c/3', text: 'else', subject: 'did:plc:y' },
        { path: 'a.b.c0/2', text: 'other', subject: 'did:plc:x' },
      )
      const { repoId } = repo.head
      expect(await store.pathsAbout(repoId, 'a.b.c', 'did:plc:x')).toEqual(['a.b.c/0', 'a.b.c/2'])
      expect(await store.pathsAbout(repoId, 'a.b.c', 'did:plc:z')).toEqual([])
      expect(await store.pathsAbout(repoId + 1_000, 'a.b.c', 'did:plc:x')).toEqual([])
    })
  })

  describe('blocks', () => {
    it('of the commit, of tree nodes and of records are found by CID', async () => {
      await repo.commit({ path: 'a.b.c/1', text: 'same' }, { path: 'a.b.c/2', text: 'same' })
      const { commit, data } = repo.head
      const record = blockOf('same').cid
      const found = await store.blocks(repo.did, [commit, data, record, blockOf('absent').cid])
      expect(found.map(({ cid }) => cidKey(cid)).sort()).toEqual([commit, data, record].map(cidKey).sort())
      const bytes = found.find(({ cid }) => cidKey(cid) === cidKey(record))!.bytes
      expect(Buffer.from(bytes).toString()).toBe('same')
    })

    it('of earlier states and of other repositories are not', async () => {
      const other = await SampleRepo.create(store, database.db)
      await other.commit({ path: 'a.b.c/1', text: 'theirs' })
      const before = repo.head
      await repo.commit({ path: 'a.b.c/1', text: 'ours' })
      expect(await store.blocks(repo.did, [before.commit, before.data, blockOf('theirs').cid])).toEqual([])
      expect(await store.blocks(repo.did, [])).toEqual([])
    })
  })

  it('loads the nodes that are asked for, and leaves out the others', async () => {
    await repo.commit(...Array.from({ length: 200 }, (_, i) => ({ path: `a.b.c/${i}`, text: String(i) })))
    const { repoId } = repo.head
    const [first, second] = repo.nodes
    const keys = [first!.key, EMPTY_NODE.key, second!.key]
    const found = await store.nodes(repoId, keys)
    expect(found.map(({ key }) => key).sort()).toEqual([first!.key, second!.key].sort())
    expect(await store.someNodes(repoId, 3)).toHaveLength(3)
    expect(await store.nodes(repoId, [])).toEqual([])
    await expectTree()
  })

  /** The table has the nodes of the present tree, and no others. */
  async function expectTree(): Promise<void> {
    const stored = await store.someNodes(repo.head.repoId, 10_000)
    expect(stored.map(({ key }) => key).sort()).toEqual(repo.nodes.map(({ key }) => key).sort())
  }
})

/** Byte arrays as the database gives them. */
function buffers<T extends object>(value: T): T {
  const entries = Object.entries(value).map(([name, field]) => [
    name,
    field instanceof Uint8Array ? Buffer.from(field) : (field as unknown),
  ])
  return Object.fromEntries(entries) as T
}
