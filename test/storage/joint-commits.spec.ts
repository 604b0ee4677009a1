import type { Query, QueryResult } from '../../src/database/index.js'
import { Database } from '../../src/database/database.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import type { CommitBatch } from '../../src/repo/repo.store.js'
import { blobCid, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let store: PgRepoStore
let sent: string[]
beforeAll(async () => {
  database = await TestDatabase.open()
  store = new PgRepoStore(observed(database.db))
})
afterAll(() => database?.close())
beforeEach(() => {
  sent = []
})

/** The database, with the names of the statements that commits are stored with. */
function observed(db: Database): Database {
  return Object.assign(Object.create(db) as Database, {
    query: (query: Query): Promise<QueryResult<never>> => {
      if (query.name?.startsWith('repo-commit')) sent.push(query.name)
      return db.query(query)
    },
  })
}

/** Repositories that have a record each: their collection is known, so that nothing is asked before a commit. */
async function repositories(count: number): Promise<SampleRepo[]> {
  const repos: SampleRepo[] = []
  for (let i = 0; i < count; i++) repos.push(await SampleRepo.create(store, database.db))
  for (const repo of repos) await repo.commit({ path: 'a.b.c/0', text: `first of ${repo.did}` })
  sent = []
  return repos
}

async function storeAll(batches: readonly CommitBatch[]): Promise<(boolean | string)[]> {
  const settled = await Promise.allSettled(batches.map((batch) => store.commit(batch)))
  return settled.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))
}

async function expectStored(repo: SampleRepo, batch: CommitBatch, record: { path: string; text: string }) {
  repo.moveOn(batch)
  const { cid, content } = (await store.record(repo.did, record.path))!
  expect(content.toString()).toBe(record.text)
  expect(Buffer.from(cid)).toEqual(Buffer.from(batch.puts[0]!.cid))
  const head = (await store.head(repo.did))!
  expect(head.rev).toBe(batch.next.rev)
  expect(Buffer.from(head.commit)).toEqual(Buffer.from(batch.next.commit))
  expect(Buffer.from(head.data)).toEqual(Buffer.from(batch.next.data))
  const nodes = await store.someNodes(head.repoId, 100)
  expect(nodes.map(({ key }) => key).sort()).toEqual(repo.nodes.map(({ key }) => key).sort())
  const { commit } = (await store.provable(repo.did, record.path))!
  expect(Buffer.from(commit.bytes)).toEqual(Buffer.from(batch.next.commitBlock))
}

const one = (repo: SampleRepo) => repo.batch([{ path: 'a.b.c/1', text: `second of ${repo.did}` }])

async function eventsOf(repo: SampleRepo): Promise<Buffer[]> {
  const rows = await database.rows<{ frame: Buffer }>(
    'SELECT frame FROM repo_event JOIN event_pending ON event_id = id WHERE did = $1 ORDER BY id',
    [repo.did],
  )
  return rows.map(({ frame }) => frame)
}

describe('commits of several repositories at once', () => {
  it('travel together, and each has its own tree, record, head and event', async () => {
    const repos = await repositories(12)
    const batches = repos.map(one)
    expect(await storeAll(batches)).toEqual(repos.map(() => true))
    expect(sent).toContain('repo-commits')
    expect(sent.length).toBeLessThan(repos.length)
    for (const [i, repo] of repos.entries()) {
      await expectStored(repo, batches[i]!, { path: 'a.b.c/1', text: `second of ${repo.did}` })
      const [, frame] = await eventsOf(repo)
      expect(frame).toEqual(batches[i]!.events[0]!.frame)
    }
  })

  it('know what the records of each are about', async () => {
    const repos = await repositories(6)
    const liked = (i: number) => (i % 2 === 0 ? { subject: `at://subject/${i}` } : {})
    const batches = repos.map((repo, i) => repo.batch([{ path: 'a.b.c/1', text: 'like', ...liked(i) }]))
    expect(await storeAll(batches)).toEqual(repos.map(() => true))
    expect(sent).toContain('repo-commits')
    expect(sent.length).toBeLessThan(repos.length)
    for (const [i, { head }] of repos.entries()) {
      const found = await store.pathsAbout(head.repoId, 'a.b.c', `at://subject/${i}`)
      expect(found).toEqual(i % 2 === 0 ? ['a.b.c/1'] : [])
    }
  })

  it('take away and replace what each says, and nothing of the others', async () => {
    const repos = await repositories(9)
    const subject = 'at://subject/of-all'
    for (const repo of repos) await repo.commit({ path: 'a.b.c/1', text: 'like', subject })
    sent = []
    const batches = repos.map((repo, i) => {
      if (i % 3 === 0) return repo.batch([{ path: 'a.b.c/1' }])
      return i % 3 === 1
        ? repo.batch([{ path: 'a.b.c/1', text: 'replaced' }])
        : repo.batch([{ path: 'a.b.c/2', text: 'new' }])
    })
    expect(await storeAll(batches)).toEqual(repos.map(() => true))
    expect(sent).toContain('repo-commits-replacing')
    expect(sent.length).toBeLessThan(repos.length)
    for (const [i, repo] of repos.entries()) {
      const text = (await store.record(repo.did, 'a.b.c/1'))?.content.toString()
      expect(text).toBe([undefined, 'replaced', 'like'][i % 3])
      const about = await store.pathsAbout(repo.head.repoId, 'a.b.c', subject)
      expect(about).toEqual(i % 3 === 2 ? ['a.b.c/1'] : [])
      expect((await store.head(repo.did))!.rev).toBe(batches[i]!.next.rev)
      expect(await eventsOf(repo)).toHaveLength(3)
    }
  })

  it('let go of the files that only what is deleted refers to, which another statement does', async () => {
    const repos = await repositories(6)
    const blobs = [blobCid('a picture')]
    const [pictured, late] = [repos[2]!, repos[4]!]
    for (const repo of repos)
      await repo.commit({ path: 'a.b.c/1', text: 'one', ...(repo === pictured && { blobs }) })
    const batches = repos.map((repo) => repo.batch([{ path: 'a.b.c/1' }]))
    await late.commit({ path: 'a.b.c/2', text: 'meanwhile' })
    sent = []
    expect(await storeAll(batches)).toEqual(repos.map((repo) => repo !== late))
    expect(sent.filter((name) => name === 'repo-commits-replacing')).toHaveLength(1)
    expect(sent.filter((name) => name === 'repo-commit-references')).toHaveLength(2)
    for (const repo of repos) {
      expect((await store.record(repo.did, 'a.b.c/1')) !== undefined).toBe(repo === late)
      expect(await eventsOf(repo)).toHaveLength(3)
    }
    const references = await database.rows('SELECT FROM repo_blob_ref WHERE repo_id = $1', [
      pictured.head.repoId,
    ])
    expect(references).toHaveLength(0)
  })

  it('keep what a held repository loses, which another statement does', async () => {
    const repos = await repositories(4)
    const held = repos[1]!
    held.head = { ...held.head, isHeld: true }
    expect(await storeAll(repos.map((repo) => repo.batch([{ path: 'a.b.c/0' }])))).toEqual(
      repos.map(() => true),
    )
    expect(sent).toEqual(expect.arrayContaining(['repo-commits-replacing', 'repo-commit-held']))
    const kept = await database.rows<{ did: string }>('SELECT did FROM held_record WHERE did = ANY($1)', [
      repos.map(({ did }) => did),
    ])
    expect(kept).toEqual([{ did: held.did }])
  })

  it('keep the order of the events within each', async () => {
    const repos = await repositories(4)
    const batches = repos.map((repo, r) => ({
      ...one(repo),
      events: Array.from({ length: 9 }, (_, i) => ({ frame: Buffer.from([r, i]), seqOffset: i })),
    }))
    expect(await storeAll(batches)).toEqual(repos.map(() => true))
    for (const [r, repo] of repos.entries()) {
      expect((await eventsOf(repo)).slice(1)).toEqual(batches[r]!.events.map((_, i) => Buffer.from([r, i])))
    }
  })

  it('are refused one by one: what moved on changes nothing, the others are stored', async () => {
    const repos = await repositories(6)
    const batches = repos.map(one)
    const late = repos[4]!
    await late.commit({ path: 'a.b.c/2', text: 'meanwhile' })
    sent = []
    expect(await storeAll(batches)).toEqual(repos.map((repo) => repo !== late))
    expect(sent).toContain('repo-commits')
    expect(await store.record(late.did, 'a.b.c/1')).toBeUndefined()
    expect(await eventsOf(late)).toHaveLength(2)
    for (const [i, repo] of repos.entries()) {
      if (repo === late) continue
      await expectStored(repo, batches[i]!, { path: 'a.b.c/1', text: `second of ${repo.did}` })
    }
  })

  it('are refused one by one: those whose account has changed its state meanwhile are not stored', async () => {
    const repos = await repositories(6)
    const batches = repos.map(one)
    const fenced = repos[2]!
    await database.rows('UPDATE repo SET state_changes = state_changes + 1 WHERE did = $1', [fenced.did])
    expect(await storeAll(batches)).toEqual(repos.map((repo) => repo !== fenced))
    expect(sent).toContain('repo-commits')
    expect(await eventsOf(fenced)).toHaveLength(1)
  })

  it('are refused one by one: those with a record about what shall be unique', async () => {
    const repos = await repositories(6)
    const subject = 'at://subject/of-all'
    const unique = [{ collection: 'a.b.c', subject }]
    const [first, second, other] = [repos[1]!, repos[3]!, repos[5]!]
    await first.commit({ path: 'a.b.c/9', text: 'like', subject })
    await second.commit({ path: 'a.b.c/9', text: 'like', subject: 'at://subject/of-another' })
    await other.commit({ path: 'a.b.cd/9', text: 'repost', subject })
    sent = []
    const batches = repos.map((repo) => ({
      ...repo.batch([{ path: 'a.b.c/1', text: 'like', subject }]),
      unique,
    }))
    expect(await storeAll(batches)).toEqual(repos.map((repo) => repo !== first))
    expect(sent).toContain('repo-commits')
    expect(await store.record(first.did, 'a.b.c/1')).toBeUndefined()
    expect(await eventsOf(first)).toHaveLength(2)
    // Alone as well, and with others that replace something.
    for (const repo of repos) await repo.commit({ path: 'a.b.c/0', text: 'replaced' }).catch(() => undefined)
    expect(
      await storeAll([{ ...first.batch([{ path: 'a.b.c/1', text: 'like', subject }]), unique }]),
    ).toEqual([false])
  })

  it('fail one by one: what PostgreSQL cannot take is nobody else’s fault', async () => {
    const repos = await repositories(6)
    const batches = repos.map(one)
    const bad = batches[3]!
    const spoilt = { ...bad, puts: bad.puts.map((put) => ({ ...put, path: 'a.b.c/\u0000' })) }
    const outcomes = await storeAll(batches.map((batch) => (batch === bad ? spoilt : batch)))
    expect(outcomes).toEqual(repos.map((_, i) => (i === 3 ? 'failed' : true)))
    expect(sent).toContain('repo-commits')
    expect(await eventsOf(repos[3]!)).toHaveLength(1)
  })

  it('keep what two trees have in common where it is still used', async () => {
    const repos = await repositories(4)
    // All have the same empty tree; two lose it, as they get a record.
    const fresh = await SampleRepo.create(store, database.db)
    const other = await SampleRepo.create(store, database.db)
    await storeAll([...repos.map(one), one(fresh)])
    expect((await store.someNodes(other.head.repoId, 10)).map(({ key }) => key)).toEqual(
      other.nodes.map(({ key }) => key),
    )
  })
})
