import { CID_BYTES } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { PgBlobTableStore } from '../../src/blob/pg-blob-table.store.js'
import { PgRepoStore } from '../../src/repo/pg-repo.store.js'
import type { CommitBatch } from '../../src/repo/repo.store.js'
import { explaining, type Reading } from '../support/query-plan.js'
import { TestDatabase } from '../support/test-database.js'

const RECORDS = 5_000
/** None of its blobs is here. */
const LARGE = 'did:plc:large' as Did
/** All of its blobs are. */
const ILLUSTRATED = 'did:plc:illustrated' as Did
/** Records of theirs are about something, and refer to no blob. */
const LIKING = ['did:plc:liking', 'did:plc:likingtoo'] as Did[]
/** A page, and what is looked at besides it: the repository, and no more than a few rows. */
const PAGE = 50
const BESIDES = 10

const seedOf = (did: Did) => [
  `INSERT INTO repo (did, root, data, rev, commit_block) VALUES ('${did}', '\\x01', '\\x02', 'rev', '\\x03')`,
  `INSERT INTO repo_record (repo_id, path, cid, content, rev)
   SELECT repo_id, 'a.b.c/' || lpad(n::text, 8, '0'), decode(md5(n::text), 'hex'), '\\xa0', 'rev'
     FROM repo, generate_series(1, ${RECORDS}) AS n WHERE did = '${did}'`,
  `INSERT INTO repo_blob_ref (repo_id, path, cid)
   SELECT repo_id, path, cid FROM repo JOIN repo_record USING (repo_id) WHERE did = '${did}'`,
]
/** One like more, and one less. */
async function changeOf(did: Did, store: PgRepoStore): Promise<CommitBatch> {
  const cid = Buffer.alloc(CID_BYTES, 7)
  const subject = 'at://about/something-new'
  return {
    head: (await store.head(did))!,
    next: { commit: cid, data: cid, rev: 'next', commitBlock: cid },
    newNodes: [],
    removedNodes: [],
    puts: [{ path: 'a.b.c/new', cid, content: cid, rev: 'next', blobs: [], subject }],
    deletes: ['a.b.c/00002500'],
    replaces: true,
    unique: [{ collection: 'a.b.c', subject }],
    overtaken: [],
    events: [{ frame: cid, seqOffset: 3 }],
  }
}

const SEED = [
  ...[LARGE, ILLUSTRATED, ...LIKING].flatMap(seedOf),
  `WITH gone AS (
     DELETE FROM repo_blob_ref ref USING repo WHERE ref.repo_id = repo.repo_id AND did LIKE 'did:plc:liking%'
     RETURNING ref.repo_id, ref.path)
   INSERT INTO repo_subject (repo_id, path, subject) SELECT repo_id, path, 'at://about/' || path FROM gone`,
  `INSERT INTO blob (repo_id, cid, mime_type, size, object_key)
   SELECT repo_id, cid, 'text/plain', 1, encode(cid, 'hex')
     FROM repo JOIN repo_blob_ref USING (repo_id) WHERE did = '${ILLUSTRATED}'`,
  // What has not been analyzed is planned by chance.
  'ANALYZE repo, blob, repo_blob_ref, repo_record, repo_subject',
]

describe('pages of large repositories', () => {
  let database: TestDatabase
  let readings: Reading[]
  let store: PgRepoStore
  let blobs: PgBlobTableStore
  beforeAll(async () => {
    database = await TestDatabase.open()
    for (const statement of SEED) await database.rows(statement)
  })
  afterAll(() => database?.close())
  beforeEach(() => {
    readings = []
    const explained = explaining(database, readings)
    store = new PgRepoStore(explained)
    blobs = new PgBlobTableStore(explained)
  })

  const after = '00002500'
  it.each([
    ['the newest records', () => store.list(LARGE, 'a.b.c', { limit: PAGE, ascending: false })],
    ['records further on', () => store.list(LARGE, 'a.b.c', { limit: PAGE, ascending: false, after })],
    ['the oldest records', () => store.list(LARGE, 'a.b.c', { limit: PAGE, ascending: true, after })],
    ['blobs that are missing', () => store.missingBlobs(LARGE, { after: new Uint8Array(), limit: PAGE })],
    // For each, it is looked whether anything refers to it.
    ['blobs', () => blobs.list(ILLUSTRATED, {}, PAGE / 2)],
    [
      'records of a member who asks right after writing',
      () => store.writtenAfter(LARGE, 'before', { collections: ['a.b.c'], always: [], window: PAGE / 2 }),
    ],
  ])('do not cost what the whole repository would: %s', async (_what, read) => {
    await read()
    expect(readings).toHaveLength(1)
    const { rowsRead, plan } = readings[0]!
    if (rowsRead > PAGE + BESIDES) throw new Error(`${rowsRead} rows were read:\n${plan}`)
  })

  it('nor do likes that are given and taken back, of several at once', async () => {
    const batches = await Promise.all(LIKING.map((did) => changeOf(did, new PgRepoStore(database.db))))
    expect(new Set(batches.map(({ head }) => head.repoId)).size).toBe(LIKING.length)
    await Promise.all(batches.map((batch) => store.commit(batch)))
    // Together, and, as what is explained answers nothing, once more by themselves.
    const commits = readings.filter(({ plan }) => plan.includes('ModifyTable'))
    expect(commits.length).toBeGreaterThan(LIKING.length)
    for (const { rowsRead, plan } of commits) {
      if (rowsRead > PAGE + BESIDES) throw new Error(`${rowsRead} rows were read:\n${plan}`)
    }
    const left = await database.rows(`SELECT FROM repo_subject WHERE path IN ('a.b.c/new', 'a.b.c/00002500')`)
    expect(left).toHaveLength(LIKING.length)
  })
})
