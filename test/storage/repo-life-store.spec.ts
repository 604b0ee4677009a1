import type { Did } from '@guildhall/syntax'
import { PgRepoLifeStore } from '../../src/repo/pg-repo-life.store.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import type { RepoLifeStore } from '../../src/repo/repo-life.store.js'
import { blobCid, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => RepoLifeStore][] = [
  ['PgRepoLifeStore', ({ db }) => new PgRepoLifeStore(db)],
]
const TABLES = ['repo_record', 'repo_node', 'repo_blob_ref', 'repo_subject']

describe.each(IMPLEMENTATIONS)('RepoLifeStore: %s', (_name, make) => {
  let database: TestDatabase
  let store: RepoLifeStore
  let repos: PgRepoStore
  let repo: SampleRepo
  let other: SampleRepo
  beforeEach(async () => {
    database = await TestDatabase.open()
    store = make(database)
    repos = new PgRepoStore(database.db)
    repo = await SampleRepo.create(repos, database.db)
    other = await SampleRepo.create(repos, database.db)
    for (const one of [repo, other]) {
      await one.commit(
        { path: 'com.example.a/1', text: 'one', subject: 'at://x', blobs: [blobCid('a blob')] },
        { path: 'com.example.a/2', text: 'one' },
        { path: 'com.example.a/3', text: 'three' },
      )
    }
  })
  afterEach(() => database?.close())

  const rowsOf = async (repoId: number) =>
    Promise.all(
      TABLES.map(
        async (table) => (await database.rows(`SELECT FROM ${table} WHERE repo_id = $1`, [repoId])).length,
      ),
    )

  it('counts records, and blocks once', async () => {
    expect(await store.count(repo.did)).toEqual({
      commit: expect.any(Buffer),
      rev: repo.head.rev,
      records: 3,
      blocks: 1 + repo.nodes.length + 2,
    })
    await database.work.run((tx) => store.remove(tx, repo.did))
    expect(await store.count(repo.did)).toBeUndefined()
  })

  it('takes a repository away at once, and its rows by and by, but nobody else’s', async () => {
    const before = await rowsOf(other.head.repoId)
    await database.work.run((tx) => store.remove(tx, repo.did))
    expect(await database.rows('SELECT FROM repo WHERE did = $1', [repo.did])).toEqual([])
    let batches = 0
    while ((await store.clear(1)) > 0) batches++
    expect(batches).toBeGreaterThan(2)
    expect(await rowsOf(repo.head.repoId)).toEqual([0, 0, 0, 0])
    expect(await rowsOf(other.head.repoId)).toEqual(before)
    expect(await database.rows('SELECT FROM repo_removed')).toEqual([])
  })

  it('holds commits up until the transaction ends, and has them looked at again', async () => {
    let isStored: boolean | undefined
    const batch = repo.batch([{ path: 'com.example.a/4', text: 'four' }])
    await database.work.run(async (tx) => {
      expect(await store.fence(tx, repo.did)).toMatchObject({
        rev: repo.head.rev,
        commit: { cid: repo.head.commit },
      })
      void repos.commit(batch).then((stored) => (isStored = stored))
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(isStored).toBeUndefined()
    })
    while (isStored === undefined) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(isStored).toBe(false)
    expect(await store.count(repo.did)).toMatchObject({ records: 3 })
    const head = await repos.head(repo.did)
    expect(head).toMatchObject({ rev: repo.head.rev, stateChanges: repo.head.stateChanges + 1 })
    expect(await repos.commit({ ...batch, head: head! })).toBe(true)
    expect(await store.count(repo.did)).toMatchObject({ records: 4 })
  })

  it('keeps what goes while a repository is held, and nothing of others', async () => {
    const path = 'com.example.a/1'
    const stale = repo.batch([{ path, text: 'too late' }])
    expect(await database.work.run((tx) => store.setHeld(tx, repo.did, true))).toBe(true)
    expect(await repos.commit(stale)).toBe(false)
    for (const one of [repo, other]) {
      one.head = (await repos.head(one.did))!
      const update = one.batch([{ path, text: 'another' }, { path: 'com.example.a/2' }])
      const unseen = { ...update.puts[0]!, path: 'com.example.a/7', rev: 'rev-unseen' }
      expect(await repos.commit({ ...update, overtaken: one === repo ? [unseen] : [] })).toBe(true)
      one.moveOn(update)
    }
    const kept = await store.heldRecords(repo.did, 0, 10)
    expect(kept.map((one) => one.path).sort()).toEqual([path, 'com.example.a/2', 'com.example.a/7'])
    expect(Buffer.from(kept.find((one) => one.path === path)!.content).toString()).toContain('one')
    expect(await store.heldRecords(repo.did, kept[0]!.id, 10)).toHaveLength(2)
    expect(await store.heldRecords(other.did, 0, 10)).toEqual([])
    expect([await store.isHeld(database.db, repo.did), await store.isHeld(database.db, other.did)]).toEqual([
      true,
      false,
    ])
    await database.work.run((tx) => store.dropHeld(tx, repo.did))
    expect(await store.heldRecords(repo.did, 0, 10)).toEqual([])
    expect(await database.work.run((tx) => store.setHeld(tx, 'did:plc:nobody' as Did, true))).toBe(false)
  })

  it('takes records down, and puts them back', async () => {
    const path = 'com.example.a/1'
    expect(await store.setTakedown(database.db, repo.did, path, 'case 1')).toBe(true)
    expect(await store.moderated(repo.did, path)).toMatchObject({ takedownRef: 'case 1' })
    expect(await store.moderated(other.did, path)).toMatchObject({ takedownRef: undefined })
    expect(await store.setTakedown(database.db, repo.did, path, null)).toBe(true)
    expect(await store.moderated(repo.did, path)).toMatchObject({ takedownRef: undefined })
    expect(await store.setTakedown(database.db, repo.did, 'com.example.a/9', 'case 1')).toBe(false)
    expect(await store.moderated(repo.did, 'com.example.a/9')).toBeUndefined()
  })
})
