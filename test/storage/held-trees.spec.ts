import { type CidKey, cidKey } from '@guildhall/data'
import type { MstNode } from '@guildhall/repo'
import { HeldTrees } from '../../src/repo/held-trees.js'
import { NodeCache } from '../../src/repo/node-cache.js'
import type { PackedNodes } from '../../src/repo/packed-nodes.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import type { RepoConfig } from '../../src/repo/repo.config.js'
import { TreeLoader } from '../../src/repo/tree-loader.js'
import { eventually } from '../support/eventually.js'
import { recordingLog } from '../support/recording-log.js'
import { SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const RECORDS = 2_000
const MB = 1024 * 1024
const path = (n: number) => `a.b.c/${n}`

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

/** Counts what it is asked. */
class CountingStore extends PgRepoStore {
  lookedUp = 0
  read = 0
  begun = 0
  isBroken = false

  override nodes(repoId: number, keys: readonly CidKey[]): Promise<MstNode[]> {
    this.lookedUp += keys.length
    return super.nodes(repoId, keys)
  }

  override someNodes(repoId: number, limit: number): Promise<MstNode[]> {
    this.begun++
    return super.someNodes(repoId, limit)
  }

  override async allNodes(repoId: number, limit: number): Promise<PackedNodes | undefined> {
    this.read++
    if (this.isBroken) throw new Error('no database')
    return super.allNodes(repoId, limit)
  }
}

describe('the tree of a large repository', () => {
  let store: CountingStore
  let repo: SampleRepo
  let recording: ReturnType<typeof recordingLog>
  beforeEach(async () => {
    store = new CountingStore(database.db)
    recording = recordingLog()
    repo = await largeRepo()
  })
  const largeRepo = async () => {
    const made = await SampleRepo.create(store, database.db)
    await made.commit(...Array.from({ length: RECORDS }, (_, n) => ({ path: path(n), text: `${n}` })))
    return made
  }

  /** Whatever was decoded before is forgotten: what is proved comes from whole trees, or is looked up. */
  function open(nodeCacheBytes = 64 * MB) {
    const config = { nodeCacheBytes } as RepoConfig
    const trees = new HeldTrees(store, config, recording.log)
    const prove = (n: number, { head } = repo) =>
      new TreeLoader(store, new NodeCache(config), trees).proof(head.repoId, head.data, path(n))
    const proveMany = async (of = repo) => {
      for (let n = 0; n < 40; n++) await prove(n, of)
    }
    return { trees, prove, proveMany }
  }

  it('is read once many of its nodes were looked up, and then serves them', async () => {
    const { trees, prove, proveMany } = open()
    await prove(1)
    expect(store).toMatchObject({ read: 0 })
    await proveMany()
    await eventually(async () => trees.use.size === repo.nodes.length)
    const before = store.lookedUp
    for (let n = 0; n < RECORDS; n += 50) {
      const found = await prove(n)
      expect(found!.cid).toBeDefined()
      expect(cidKey(found!.proof[0]!.cid)).toBe(cidKey(repo.head.data))
    }
    expect(store.lookedUp).toBe(before)
    expect(store.read).toBe(1)
    expect(trees.use.hits).toBeGreaterThan(0)
  })

  it('is begun once for all who come at the same time', async () => {
    const { trees } = open()
    const config = { nodeCacheBytes: 64 * MB } as RepoConfig
    const loader = new TreeLoader(store, new NodeCache(config), trees)
    const { repoId, data } = repo.head
    const proofs = await Promise.all([1, 2, 3, 4].map((n) => loader.proof(repoId, data, path(n))))
    for (const found of proofs) expect(found!.cid).toBeDefined()
    expect(store.begun).toBe(1)
  })

  it('is read again when much of it is new', async () => {
    const { trees, prove, proveMany } = open()
    await proveMany()
    await eventually(async () => trees.use.size > 0)
    await repo.commit(...Array.from({ length: RECORDS }, (_, n) => ({ path: path(n), text: `new ${n}` })))
    const before = store.lookedUp
    expect((await prove(7))!.cid).toBeDefined()
    expect(store.lookedUp).toBeGreaterThan(before)
    await proveMany()
    await proveMany()
    await eventually(async () => store.read === 2)
    const { size } = trees.use
    await eventually(async () => trees.use.size === repo.nodes.length)
    expect(size).toBeGreaterThan(0)
  })

  it('makes room for another one, and is not read when there is none for it', async () => {
    const other = await largeRepo()
    const { trees, proveMany } = open()
    await proveMany()
    await proveMany(other)
    const both = repo.nodes.length + other.nodes.length
    await eventually(async () => trees.use.size === both)

    // A quarter of it is for trees: for one of these, not for both.
    const { trees: few, proveMany: proveManyOfFew } = open(1.5 * MB)
    await proveManyOfFew()
    await eventually(async () => few.use.size === repo.nodes.length)
    await proveManyOfFew(other)
    await eventually(async () => few.use.size === other.nodes.length)

    const { trees: none, proveMany: proveManyOfNone } = open(MB / 2)
    const { read } = store
    for (let i = 0; i < 4; i++) await proveManyOfNone()
    expect(none.use.size).toBe(0)
    expect(store.read).toBe(read + 1)
  })

  it('does not serve what is damaged', async () => {
    await database.db.query({
      text: `UPDATE repo_node SET content = content || '\\x00' WHERE repo_id = $1::int8`,
      values: [repo.head.repoId],
    })
    const { trees } = open()
    trees.missed(repo.head.repoId, 100)
    await eventually(async () => trees.use.size > 0)
    expect(
      trees.get(
        repo.head.repoId,
        repo.nodes.map(({ key }) => key),
      ),
    ).toEqual([])
  })

  it('is looked up node by node while it cannot be read, and tried again', async () => {
    const { trees, prove, proveMany } = open()
    store.isBroken = true
    await proveMany()
    expect((await prove(3))!.cid).toBeDefined()
    await eventually(async () => recording.lines.length > 0)
    store.isBroken = false
    await proveMany()
    await eventually(async () => trees.use.size > 0)
  })
})
