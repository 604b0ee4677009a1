import { keyToCidBytes } from '@guildhall/data'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import { SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

/** How often PostgreSQL plans for the parameters it is given, before it compares what that has gained. */
const PLANS_TRIED = 5
const TIMES = 60
const REPOSITORIES = 4
const RECORDS = Array.from({ length: 3_000 }, (_, i) => ({ path: `a.b.c/${i}`, text: `${i}` }))

interface Prepared {
  name: string
  generic: number
  custom: number
}

describe('statements of which there are thousands in a second', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await TestDatabase.open()
  })
  afterAll(() => database?.close())

  /** What the connections of the pool know by name, each of them. */
  async function prepared(): Promise<Prepared[]> {
    const { pool } = database.db
    const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
    const text =
      'SELECT name, generic_plans::int4 AS generic, custom_plans::int4 AS custom FROM pg_prepared_statements'
    const results = await Promise.all(clients.map((client) => client.query<Prepared>(text)))
    for (const client of clients) client.release()
    return results.flatMap(({ rows }) => rows)
  }

  it('are planned once for each connection, not each time they run', async () => {
    const store = new PgRepoStore(database.db)
    const repos: SampleRepo[] = []
    for (let i = 0; i < REPOSITORIES; i++) repos.push(await SampleRepo.create(store, database.db))
    const each = (use: (repo: SampleRepo) => Promise<unknown>) => Promise.all(repos.map(use))
    await each((repo) => repo.commit(...RECORDS))
    // What has not been analyzed is planned by chance.
    await database.rows('ANALYZE')
    const page = { limit: 50, ascending: false }
    const wanted = { collections: ['a.b.c'], always: [], window: 20 }
    for (let i = 0; i < TIMES; i++) {
      const path = `a.b.c/${i}`
      await each((repo) => store.head(repo.did))
      await each((repo) => store.record(repo.did, path))
      await each((repo) => store.provable(repo.did, path))
      await each((repo) => store.collections(repo.did))
      await each((repo) => store.nodes(repo.head.repoId, [repo.nodes[i]!.key]))
      await each((repo) => store.blocks(repo.did, [keyToCidBytes(repo.nodes[i]!.key)]))
      await each((repo) => store.list(repo.did, 'a.b.c', page))
      await each((repo) => store.writtenAfter(repo.did, 'rev', wanted))
      await each((repo) => store.pathsAbout(repo.head.repoId, 'a.b.c', 'at://x'))
      // One by one as well.
      for (const repo of repos) {
        await store.head(repo.did)
        await store.record(repo.did, path)
        await store.provable(repo.did, path)
        await store.collections(repo.did)
        await store.nodes(repo.head.repoId, [repo.nodes[i]!.key])
        await repo.commit({ path: `a.b.e/${i}`, text: 'new' })
        await repo.commit({ path: `a.b.e/${i}`, text: 'replaced' })
      }
      await each((repo) => repo.commit({ path: `a.b.d/${i}`, text: 'new' }))
      await each((repo) => repo.commit({ path: `a.b.d/${i}`, text: 'replaced' }))
    }
    const all = await prepared()
    expect(all.filter(({ custom }) => custom > PLANS_TRIED)).toEqual([])
    const often = new Set(all.filter(({ generic }) => generic > 0).map(({ name }) => name))
    expect([...often].filter((name) => name.startsWith('repo-')).sort()).toEqual([
      'repo-blocks',
      'repo-collections',
      'repo-collections-several',
      'repo-commit',
      'repo-commit-references',
      'repo-commits',
      'repo-commits-replacing',
      'repo-head',
      'repo-head-several',
      'repo-list-descending',
      'repo-nodes',
      'repo-nodes-several',
      'repo-paths-about',
      'repo-provable',
      'repo-provable-several',
      'repo-record',
      'repo-record-several',
      'repo-written-after',
    ])
  })
})
