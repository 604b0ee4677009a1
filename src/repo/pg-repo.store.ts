import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock, MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable, Optional } from '@nestjs/common'
import type { AccountStatus } from '../account/index.js'
import { byteaArray, Database, plannedOnce, type Queryable, textArray } from '../database/index.js'
import { Metrics } from '../telemetry/index.js'
import { CollectionIndex } from './collection-index.js'
import { JointCommits } from './joint-commits.js'
import { NodeLookup, type NodeRow, toNode } from './node-lookup.js'
import { PACKED_BLOCKS, type PackedBlocks, unpackBlocks } from './packed-blocks.js'
import type { PackedNodes } from './packed-nodes.js'
import { PlaceLookup } from './place-lookup.js'
import {
  type CommitBatch,
  type ProvableRecord,
  type RepoHead,
  RepoStore,
  type StoredRecord,
  type RevisedRecord,
  type WantedRecords,
} from './repo.store.js'
import { wholeTree } from './whole-tree.js'

interface HeadRow {
  repo_id: number
  root: Buffer
  data: Buffer
  rev: string
  state_changes: number
  is_held: boolean
}

const HEAD = 'SELECT repo_id, root, data, rev, state_changes, is_held FROM repo WHERE did = wanted.did'

const RECORD = `
  SELECT record.cid, record.content
    FROM repo JOIN repo_record record USING (repo_id)
   WHERE repo.did = wanted.did AND record.path = wanted.path AND record.takedown_ref IS NULL`

const PROVABLE = `
  SELECT repo.repo_id, repo.root, repo.data, repo.commit_block, record.cid, record.content
    FROM repo LEFT JOIN repo_record record ON record.repo_id = repo.repo_id AND record.path = wanted.path
   WHERE repo.did = wanted.did`

/* A collection stays noted when its last record goes: each is looked at, by the first record of its range. */
const COLLECTIONS = `
  SELECT string_agg(entry.collection, ' ' ORDER BY entry.collection) AS names
    FROM repo JOIN repo_collection entry USING (repo_id)
   CROSS JOIN LATERAL (
     SELECT path FROM repo_record record
      WHERE record.repo_id = entry.repo_id
        AND record.path > entry.collection || '/' AND record.path < entry.collection || '0'
      ORDER BY record.path LIMIT 1) any_record
   WHERE repo.did = wanted.did`

const BLOCKS = plannedOnce(`
  WITH target AS (SELECT repo_id, root, commit_block FROM repo WHERE did = $1)
  SELECT node.cid, node.content FROM target JOIN repo_node node USING (repo_id) WHERE node.cid = ANY($2::bytea[])
  UNION ALL
  (SELECT DISTINCT ON (record.cid) record.cid, record.content
     FROM target JOIN repo_record record USING (repo_id) WHERE record.cid = ANY($2::bytea[]))
  UNION ALL
  SELECT root, commit_block FROM target WHERE root = ANY($2::bytea[])`)

/*
 * Where rows are wanted in the order of an index, the repository is named by its id: of a join with `repo`, PostgreSQL
 * does not see that it is in that order, and sorts all that the repository has before it takes the page.
 */
const REPO_ID = '(SELECT repo_id FROM repo WHERE did = $1)'

const LIST = (order: 'ASC' | 'DESC') => `
  SELECT string_agg(path, ' ') AS paths, ${PACKED_BLOCKS}
    FROM (SELECT record.path, record.cid, record.content
            FROM repo_record record
           WHERE record.repo_id = ${REPO_ID} AND record.path > $2 AND record.path < $3 AND record.takedown_ref IS NULL
           ORDER BY record.path ${order} LIMIT $4::int4) AS page`

/*
 * No index leads from a revision to its records, and none is worth its price on every write: the newest records of a
 * collection have the highest keys, and the oldest of a repository are found among its first ones.
 */
const WRITTEN_AFTER = plannedOnce(`
  WITH target AS (SELECT repo_id FROM repo WHERE did = $1),
  latest AS (
    SELECT record.*
      FROM target, unnest($3::text[]) AS wanted (collection),
           LATERAL (SELECT path, cid, content, rev, takedown_ref FROM repo_record
                     WHERE repo_record.repo_id = target.repo_id
                       AND path > wanted.collection || '/' AND path < wanted.collection || '0'
                     ORDER BY path DESC LIMIT $5::int4) record
    UNION ALL
    SELECT path, cid, content, rev, takedown_ref FROM target JOIN repo_record USING (repo_id)
     WHERE path = ANY($4::text[])),
  first AS (SELECT rev FROM repo_record WHERE repo_id = ${REPO_ID} ORDER BY path LIMIT $5::int4)
  SELECT path, cid, content, rev FROM latest
   WHERE takedown_ref IS NULL AND (rev > $2 OR path = ANY($4::text[]))
     AND (EXISTS (SELECT FROM latest WHERE rev <= $2) OR EXISTS (SELECT FROM first WHERE rev <= $2))
   ORDER BY rev DESC, path DESC`)

/* Looked up one by one, as a join with `blob` may be made of all blobs and all references, and sorted, for each page. */
const MISSING_BLOBS = `
  SELECT ref.cid, min(ref.path) AS path
    FROM repo_blob_ref ref
   WHERE ref.repo_id = ${REPO_ID} AND ref.cid > $2
     AND (SELECT true FROM blob WHERE blob.repo_id = ref.repo_id AND blob.cid = ref.cid) IS NULL
   GROUP BY ref.cid ORDER BY ref.cid LIMIT $3::int4`

interface ProvableRow {
  repo_id: number
  root: Buffer
  data: Buffer
  commit_block: Buffer
  cid: Buffer | null
  content: Buffer | null
}

/** Repositories in PostgreSQL: `repo`, `repo_node`, `repo_record`, `repo_collection`, `repo_blob_ref`, `repo_subject`. */
@Injectable()
export class PgRepoStore extends RepoStore {
  readonly #collections: CollectionIndex
  readonly #commits: JointCommits
  readonly #nodes: NodeLookup
  readonly #heads: PlaceLookup<HeadRow>
  readonly #records: PlaceLookup<NodeRow>
  readonly #provable: PlaceLookup<ProvableRow>
  readonly #collectionNames: PlaceLookup<{ names: string | null }>

  constructor(
    private readonly db: Database,
    @Optional() metrics: Metrics = new Metrics(),
  ) {
    super()
    this.#collections = new CollectionIndex(db)
    this.#commits = new JointCommits(db, metrics)
    this.#nodes = new NodeLookup(db)
    this.#heads = new PlaceLookup(db, 'repo-head', HEAD)
    this.#records = new PlaceLookup(db, 'repo-record', RECORD)
    this.#provable = new PlaceLookup(db, 'repo-provable', PROVABLE)
    this.#collectionNames = new PlaceLookup(db, 'repo-collections', COLLECTIONS)
  }

  override async head(did: Did): Promise<RepoHead | undefined> {
    const row = await this.#heads.find(did)
    return row && toHead(did, row)
  }

  override async standing(did: Did): Promise<{ head: RepoHead; status: AccountStatus } | undefined> {
    const { rows } = await this.db.query<HeadRow & { status: AccountStatus }>({
      name: 'repo-standing',
      text: `SELECT repo_id, root, data, rev, state_changes, is_held, account.status
               FROM repo JOIN account USING (did) WHERE did = $1`,
      values: [did],
      binary: true,
    })
    return rows[0] && { head: toHead(did, rows[0]), status: rows[0].status }
  }

  override nodes(repoId: number, keys: readonly CidKey[]): Promise<MstNode[]> {
    return this.#nodes.find(repoId, keys)
  }

  override allNodes(repoId: number, limit: number): Promise<PackedNodes | undefined> {
    return wholeTree(this.db, repoId, limit)
  }

  override async someNodes(repoId: number, limit: number): Promise<MstNode[]> {
    const { rows } = await this.db.query<NodeRow>({
      name: 'repo-some-nodes',
      text: 'SELECT cid, content FROM repo_node WHERE repo_id = $1::int8 LIMIT $2::int4',
      values: [repoId, limit],
      binary: true,
    })
    return rows.flatMap(toNode)
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

  override async record(did: Did, path: string): Promise<StoredRecord | undefined> {
    const row = await this.#records.find(did, path)
    return row && { path, cid: row.cid, content: row.content }
  }

  override async list(
    did: Did,
    collection: string,
    page: { limit: number; after?: string; ascending: boolean },
  ): Promise<StoredRecord[]> {
    const from = page.ascending && page.after !== undefined ? `${collection}/${page.after}` : `${collection}/`
    const to = !page.ascending && page.after !== undefined ? `${collection}/${page.after}` : `${collection}0`
    const { rows } = await this.db.query<PackedBlocks & { paths: string | null }>({
      name: page.ascending ? 'repo-list-ascending' : 'repo-list-descending',
      text: LIST(page.ascending ? 'ASC' : 'DESC'),
      values: [did, from, to, page.limit],
      binary: true,
    })
    const paths = rows[0]?.paths?.split(' ') ?? []
    return unpackBlocks(rows[0]).map(({ cid, bytes }, i) => ({ path: paths[i]!, cid, content: bytes }))
  }

  override async writtenAfter(did: Did, rev: string, wanted: WantedRecords): Promise<RevisedRecord[]> {
    const { collections, always, window } = wanted
    const { rows } = await this.db.query<RevisedRecord>({
      name: 'repo-written-after',
      text: WRITTEN_AFTER,
      values: [did, rev, textArray(collections), textArray(always), window],
      binary: true,
    })
    return rows
  }

  override async collections(did: Did): Promise<string[]> {
    const row = await this.#collectionNames.find(did)
    return row?.names?.split(' ') ?? []
  }

  override async provable(did: Did, path: string): Promise<ProvableRecord | undefined> {
    const row = await this.#provable.find(did, path)
    if (!row) return undefined
    const { repo_id: repoId, root, data, commit_block: bytes, cid, content } = row
    const record = cid && content ? { cid, bytes: content } : undefined
    return { repoId, commit: { cid: root, bytes }, data, record }
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
      binary: true,
    })
    return rows.map((row) => row.path)
  }
}

function toHead(did: Did, row: HeadRow): RepoHead {
  const { repo_id: repoId, root: commit, data, rev, state_changes: stateChanges, is_held: isHeld } = row
  return { repoId, did, commit, data, rev, stateChanges, isHeld }
}

function* pathsOf({ puts }: CommitBatch): Iterable<string> {
  for (const { path } of puts) yield path
}
