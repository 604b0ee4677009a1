import { type CidBytes, type CidKey, keyToCidBytes } from '@guildhall/data'
import { type CarBlock, decodeNode, type MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { byteaArray, Database, GatheredStatements, type Queryable, textArray } from '../database/index.js'
import { CollectionIndex } from './collection-index.js'
import { JointCommits } from './joint-commits.js'
import { type CommitBatch, type RepoHead, RepoStore, type StoredRecord } from './repo.store.js'

interface NodeRow {
  cid: Buffer
  content: Buffer
}

interface RecordRow extends NodeRow {
  path: string
}

/*
 * The names of all collections by skipping from one to the next: after `a.b.c/…` comes whatever sorts after
 * `a.b.c0`, since `0` follows `/`.
 */
const COLLECTIONS = `
  WITH RECURSIVE
  target AS (SELECT repo_id FROM repo WHERE did = $1),
  step (collection) AS (
    (SELECT split_part(path, '/', 1) FROM repo_record, target
      WHERE repo_record.repo_id = target.repo_id ORDER BY path LIMIT 1)
    UNION ALL
    SELECT (SELECT split_part(path, '/', 1) FROM repo_record, target
             WHERE repo_record.repo_id = target.repo_id AND path > step.collection || '0' ORDER BY path LIMIT 1)
      FROM step WHERE step.collection IS NOT NULL)
  SELECT collection FROM step WHERE collection IS NOT NULL`

const BLOCKS = `
  WITH target AS (SELECT repo_id, root, commit_block FROM repo WHERE did = $1)
  SELECT node.cid, node.content FROM target JOIN repo_node node USING (repo_id) WHERE node.cid = ANY($2::bytea[])
  UNION ALL
  (SELECT DISTINCT ON (record.cid) record.cid, record.content
     FROM target JOIN repo_record record USING (repo_id) WHERE record.cid = ANY($2::bytea[]))
  UNION ALL
  SELECT root, commit_block FROM target WHERE root = ANY($2::bytea[])`

const LIST = (order: 'ASC' | 'DESC') => `
  SELECT record.path, record.cid, record.content
    FROM repo JOIN repo_record record USING (repo_id)
   WHERE repo.did = $1 AND record.path > $2 AND record.path < $3 AND record.takedown_ref IS NULL
   ORDER BY record.path ${order} LIMIT $4::int4`

const RECORD = `
  SELECT 1::int8 AS place, record.cid, record.content
    FROM repo JOIN repo_record record USING (repo_id)
   WHERE repo.did = $1 AND record.path = $2 AND record.takedown_ref IS NULL`

/* The offset keeps the planner from joining whole tables: each record is looked up by its key. */
const RECORDS = `
  SELECT wanted.place, found.cid, found.content
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (did, path, place),
         LATERAL (SELECT record.cid, record.content
                    FROM repo JOIN repo_record record USING (repo_id)
                   WHERE repo.did = wanted.did AND record.path = wanted.path AND record.takedown_ref IS NULL
                  OFFSET 0) found`

const MISSING_BLOBS = `
  SELECT ref.cid, min(ref.path) AS path
    FROM repo JOIN repo_blob_ref ref USING (repo_id)
   WHERE repo.did = $1 AND ref.cid > $2
     AND NOT EXISTS (SELECT FROM blob WHERE blob.repo_id = ref.repo_id AND blob.cid = ref.cid)
   GROUP BY ref.cid ORDER BY ref.cid LIMIT $3::int4`

/** Where a record lies. */
interface RecordPlace {
  did: Did
  path: string
}

/** Repositories in PostgreSQL: `repo`, `repo_node`, `repo_record`, `repo_collection`, `repo_blob_ref`, `repo_subject`. */
@Injectable()
export class PgRepoStore extends RepoStore {
  readonly #collections: CollectionIndex
  readonly #records = new GatheredStatements<RecordPlace, StoredRecord | undefined>((places) =>
    this.#findRecords(places),
  )
  readonly #commits: JointCommits

  constructor(private readonly db: Database) {
    super()
    this.#collections = new CollectionIndex(db)
    this.#commits = new JointCommits(db)
  }

  override async head(did: Did): Promise<RepoHead | undefined> {
    const { rows } = await this.db.query<{ repo_id: number; root: Buffer; data: Buffer; rev: string }>({
      name: 'repo-head',
      text: 'SELECT repo_id, root, data, rev FROM repo WHERE did = $1',
      values: [did],
      binary: true,
    })
    const row = rows[0]
    return row && { repoId: row.repo_id, did, commit: row.root, data: row.data, rev: row.rev }
  }

  override async nodes(repoId: number, keys: readonly CidKey[]): Promise<MstNode[]> {
    const { rows } = await this.db.query<NodeRow>({
      name: 'repo-nodes',
      text: 'SELECT cid, content FROM repo_node WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[])',
      values: [repoId, byteaArray(keys.map(keyToCidBytes))],
      binary: true,
    })
    return rows.map(toNode)
  }

  override async someNodes(repoId: number, limit: number): Promise<MstNode[]> {
    const { rows } = await this.db.query<NodeRow>({
      name: 'repo-some-nodes',
      text: 'SELECT cid, content FROM repo_node WHERE repo_id = $1::int8 LIMIT $2::int4',
      values: [repoId, limit],
      binary: true,
    })
    return rows.map(toNode)
  }

  override async commit(batch: CommitBatch): Promise<boolean> {
    const noting = this.#collections.note(batch.head.repoId, pathsOf(batch))
    if (noting) await noting
    return this.#commits.store(batch)
  }

  override async create(
    tx: Queryable,
    repo: { did: Did; commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
    root: MstNode,
  ): Promise<number> {
    const { rows } = await tx.query<{ repo_id: number }>({
      name: 'repo-create',
      text: `
        WITH made AS (
          INSERT INTO repo (did, root, data, rev, commit_block) VALUES ($1, $2, $3, $4, $5) RETURNING repo_id),
        node AS (
          INSERT INTO repo_node (repo_id, cid, content, rev) SELECT repo_id, $6, $7, $4 FROM made)
        SELECT repo_id FROM made`,
      values: [repo.did, repo.commit, repo.data, repo.rev, repo.commitBlock, root.cid, root.bytes],
    })
    return rows[0]!.repo_id
  }

  override record(did: Did, path: string): Promise<StoredRecord | undefined> {
    return this.#records.ask({ did, path })
  }

  async #findRecords(places: readonly RecordPlace[]): Promise<(StoredRecord | undefined)[]> {
    const [only] = places
    const { rows } = await this.db.query<NodeRow & { place: number }>(
      places.length === 1
        ? { name: 'repo-record', text: RECORD, values: [only!.did, only!.path], binary: true }
        : { name: 'repo-records', text: RECORDS, values: placesArrays(places), binary: true },
    )
    const found = new Array<StoredRecord | undefined>(places.length)
    for (const { place, cid, content } of rows) {
      found[place - 1] = { path: places[place - 1]!.path, cid, content }
    }
    return found
  }

  override async list(
    did: Did,
    collection: string,
    page: { limit: number; after?: string; ascending: boolean },
  ): Promise<StoredRecord[]> {
    const from = page.ascending && page.after !== undefined ? `${collection}/${page.after}` : `${collection}/`
    const to = !page.ascending && page.after !== undefined ? `${collection}/${page.after}` : `${collection}0`
    const { rows } = await this.db.query<RecordRow>({
      name: page.ascending ? 'repo-list-ascending' : 'repo-list-descending',
      text: LIST(page.ascending ? 'ASC' : 'DESC'),
      values: [did, from, to, page.limit],
      binary: true,
    })
    return rows
  }

  override async collections(did: Did): Promise<string[]> {
    const { rows } = await this.db.query<{ collection: string }>({
      name: 'repo-collections',
      text: COLLECTIONS,
      values: [did],
    })
    return rows.map((row) => row.collection)
  }

  override async commitBlock(
    did: Did,
  ): Promise<{ repoId: number; cid: CidBytes; bytes: Uint8Array; data: CidBytes } | undefined> {
    const { rows } = await this.db.query<{
      repo_id: number
      root: Buffer
      data: Buffer
      commit_block: Buffer
    }>({
      name: 'repo-commit-block',
      text: 'SELECT repo_id, root, data, commit_block FROM repo WHERE did = $1',
      values: [did],
      binary: true,
    })
    const row = rows[0]
    return row && { repoId: row.repo_id, cid: row.root, bytes: row.commit_block, data: row.data }
  }

  override async blocks(did: Did, cids: readonly CidBytes[]): Promise<CarBlock[]> {
    const { rows } = await this.db.query<NodeRow>({
      name: 'repo-blocks',
      text: BLOCKS,
      values: [did, byteaArray(cids)],
      binary: true,
    })
    return rows.map((row) => ({ cid: row.cid, bytes: row.content }))
  }

  override async missingBlobs(
    did: Did,
    { after, limit }: { after: Uint8Array; limit: number },
  ): Promise<{ cid: CidBytes; path: string }[]> {
    const { rows } = await this.db.query<{ cid: Buffer; path: string }>({
      name: 'repo-missing-blobs',
      text: MISSING_BLOBS,
      values: [did, after, limit],
      binary: true,
    })
    return rows
  }

  override async pathsAbout(repoId: number, collection: string, subject: string): Promise<string[]> {
    const { rows } = await this.db.query<{ path: string }>({
      name: 'repo-paths-about',
      text: `SELECT path FROM repo_subject
              WHERE repo_id = $1::int8 AND subject = $2 AND path > $3 AND path < $4 ORDER BY path`,
      values: [repoId, subject, `${collection}/`, `${collection}0`],
    })
    return rows.map((row) => row.path)
  }
}

function placesArrays(places: readonly RecordPlace[]): Buffer[] {
  return [textArray(places.map(({ did }) => did)), textArray(places.map(({ path }) => path))]
}

function* pathsOf({ puts }: CommitBatch): Iterable<string> {
  for (const { path } of puts) yield path
}

function toNode(row: NodeRow): MstNode {
  return decodeNode(row.content, row.cid)
}
