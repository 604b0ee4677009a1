import type { Did } from '@guildhall/syntax'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import type { RepoStore } from '../../src/repo/repo.store.js'
import { blockOf, SampleRepo } from '../support/sample-repo.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => RepoStore][] = [
  ['PgRepoStore', ({ db }) => new PgRepoStore(db)],
]
const NOBODY = 'did:plc:nobody' as Did

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('RepoStore: records written after a revision: %s', (_name, make) => {
  let store: RepoStore
  let repo: SampleRepo
  beforeEach(async () => {
    store = make(database)
    repo = await SampleRepo.create(store, database.db)
    const paths = ['a.b.c-d/1', 'a.b.c0/1', 'a.b.ca/1', 'a.b/1', 'z.z.z/1']
    const keys = ['1', '10', '2', 'A', 'a', '~']
    await repo.commit(
      ...paths.map((path) => ({ path, text: 'n' })),
      ...keys.map((key) => ({ path: `a.b.c/${key}`, text: key })),
    )
  })

  const wanted = { collections: ['a.b.c'], always: ['z.z.z/1'], window: 4 }
  const paths = async (rev: string, more: Partial<typeof wanted> = {}) =>
    (await store.writtenAfter(repo.did, rev, { ...wanted, ...more })).map(({ path }) => path)

  it('come newest first, of the collection asked for, with what is always wanted', async () => {
    const { rev } = repo.head
    expect(await paths(rev)).toEqual(['z.z.z/1'])
    await repo.commit({ path: 'a.b.c/x', text: 'x' }, { path: 'a.b.ca/2', text: 'n' })
    await repo.commit({ path: 'a.b.c/a', text: 'changed' })
    const found = await store.writtenAfter(repo.did, rev, wanted)
    expect(found.map(({ path, content }) => `${path}=${Buffer.from(content)}`)).toEqual([
      'a.b.c/a=changed',
      'a.b.c/x=x',
      'z.z.z/1=n',
    ])
    expect(found[0]).toMatchObject({ cid: Buffer.from(blockOf('changed').cid), rev: repo.head.rev })
  })

  it('are looked for among the highest keys only', async () => {
    const { rev } = repo.head
    await repo.commit({ path: 'a.b.c/1', text: 'changed' }, { path: 'a.b.c/A', text: 'changed' })
    expect(await paths(rev, { always: [] })).toEqual(['a.b.c/A'])
  })

  it('are none if nothing here is as old as the revision', async () => {
    const before = 'rev-'
    await repo.commit({ path: 'a.b.c/x', text: 'x' })
    expect(await paths(before)).toEqual([])
    expect(await store.writtenAfter(NOBODY, before, wanted)).toEqual([])
    expect(await paths(repo.head.rev, { collections: [], always: [] })).toEqual([])
  })

  it('are found by an old record of any other collection', async () => {
    const { rev } = repo.head
    await repo.commit(...['5', '6', '7', '8'].map((key) => ({ path: `z.z.z/${key}`, text: key })))
    expect(await paths(rev, { collections: ['z.z.z'], always: [] })).toHaveLength(4)
  })

  it('are not shown when they were taken down', async () => {
    const { rev } = repo.head
    await repo.commit({ path: 'a.b.c/x', text: 'x' })
    await database.rows('UPDATE repo_record SET takedown_ref = $2 WHERE repo_id = $1', [
      repo.head.repoId,
      'because',
    ])
    expect(await paths(rev)).toEqual([])
  })
})
