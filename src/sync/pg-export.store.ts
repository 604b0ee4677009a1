import { CID_BYTES, type CidBytes, type CidKey, keyToCidBytes } from '@guildhall/data'
import { type CarBlock, decodeNode, LinkedNode, type MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { byteaArray, Database, plannedOnce, type Queryable, textArray } from '../database/index.js'
import { PACKED_BLOCKS, type PackedBlocks, type PackedNodes, unpackBlocks, wholeTree } from '../repo/index.js'
import {
  type ExportedRecord,
  ExportStore,
  type ListedRepo,
  type PageLimits,
  type RecordPage,
  type RepoSnapshot,
} from './export.store.js'

const NODES = plannedOnce(
  `SELECT ${PACKED_BLOCKS} FROM repo_node WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[])`,
)

/** The content of a record is not touched before it is known that the page has room for it. */
const RECORDS = `
  SELECT ${PACKED_BLOCKS}, max(path) AS last
    FROM (SELECT path, cid, content, sum(octet_length(content)) OVER (ORDER BY path ROWS UNBOUNDED PRECEDING) AS total
            FROM (SELECT path, cid, content FROM repo_record
                   WHERE repo_id = $1::int8 AND path > $2 ORDER BY path LIMIT $3::int4) AS next) AS page
   WHERE total - octet_length(content) < $4::int4`

const RECORDS_SINCE = plannedOnce(`
  SELECT path, cid, content
    FROM (SELECT path, cid, content, sum(octet_length(content)) OVER (ORDER BY path ROWS UNBOUNDED PRECEDING) AS total
            FROM repo_record
           WHERE repo_id = $1::int8 AND path = ANY($2::text[]) AND rev > $3) AS fresh
   WHERE total - octet_length(content) < $4::int4
   ORDER BY path`)

/** Packed as well: values of all repositories one after the other. */
const LIST = `
  SELECT count(*)::int4 AS count, string_agg(repo_id::text, ' ') AS ids, string_agg(did, ' ') AS dids,
         string_agg(root, ''::bytea) AS roots, string_agg(rev, ' ') AS revs, string_agg(status, ' ') AS statuses
    FROM (SELECT repo.repo_id, repo.did, repo.root, repo.rev, account.status
            FROM repo JOIN account USING (did)
           WHERE repo.repo_id > $1::int8 ORDER BY repo.repo_id LIMIT $2::int4) AS page`

const NO_BLOCKS = new Uint8Array(0)

interface ListedRow {
  count: number
  ids: string
  dids: string
  roots: Buffer
  revs: string
  statuses: string
}

/*
 * A pair stays when the last record goes, so each is looked at: by the first record of the range, as otherwise an index
 * by revision looks as good, and has to be read until a record of the collection comes. The bound on `repo` lets a join
 * in the order of ids begin there as well.
 */
const LIST_WITH = `
  SELECT repo.repo_id, repo.did
    FROM repo_collection entry
   CROSS JOIN LATERAL (
     SELECT path FROM repo_record record
      WHERE record.repo_id = entry.repo_id AND record.path > $1 || '/' AND record.path < $1 || '0'
      ORDER BY record.path LIMIT 1) any_record
    JOIN repo ON repo.repo_id = entry.repo_id
    JOIN account USING (did)
   WHERE entry.collection = $1 AND entry.repo_id > $2::int8 AND repo.repo_id > $2::int8 AND account.status = 'active'
   ORDER BY entry.repo_id LIMIT $3::int4`

const BLOBS = `
  SELECT DISTINCT ref.cid
    FROM repo_blob_ref ref
   WHERE ref.repo_id = (SELECT repo_id FROM repo WHERE did = $1) AND ref.cid > $2
     AND ($3::text IS NULL OR EXISTS (
       SELECT FROM repo_record record
        WHERE record.repo_id = ref.repo_id AND record.path = ref.path AND record.rev > $3::text))
   ORDER BY ref.cid LIMIT $4::int4`

/** Reads exports from PostgreSQL, each in a transaction that sees the database as it was at its beginning. */
@Injectable()
export class PgExportStore extends ExportStore {
  constructor(private readonly db: Database) {
    super()
  }

  override snapshot<T>(did: Did, use: (repo: RepoSnapshot | undefined) => Promise<T>): Promise<T> {
    return this.db.withClient(async (client) => {
      const tx = client as unknown as Queryable
      await tx.query({ text: 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY' })
      const result = await use(await findRepo(tx, did))
      await tx.query({ text: 'COMMIT' })
      return result
    })
  }

  override async list(afterRepoId: number, limit: number): Promise<ListedRepo[]> {
    const { rows } = await this.db.query<ListedRow>({
      name: 'export-list',
      text: LIST,
      values: [afterRepoId, limit],
      binary: true,
    })
    return rows[0]?.count ? unpackRepos(rows[0]) : []
  }

  override async listWith(
    collection: string,
    afterRepoId: number,
    limit: number,
  ): Promise<Pick<ListedRepo, 'did' | 'repoId'>[]> {
    const { rows } = await this.db.query<{ repo_id: number; did: Did }>({
      name: 'export-list-with',
      text: LIST_WITH,
      values: [collection, afterRepoId, limit],
    })
    return rows.map((row) => ({ did: row.did, repoId: row.repo_id }))
  }

  override async blobs(
    did: Did,
    { since, after, limit }: { since?: string | undefined; after: CidBytes; limit: number },
  ): Promise<CidBytes[]> {
    const { rows } = await this.db.query<{ cid: Buffer }>({
      name: 'export-blobs',
      text: BLOBS,
      values: [did, after, since ?? null, limit],
    })
    return rows.map((row) => row.cid)
  }
}

async function findRepo(tx: Queryable, did: Did): Promise<RepoSnapshot | undefined> {
  const { rows } = await tx.query<{ repo_id: number; root: Buffer; data: Buffer; commit_block: Buffer }>({
    name: 'export-head',
    text: 'SELECT repo_id, root, data, commit_block FROM repo WHERE did = $1',
    values: [did],
    binary: true,
  })
  const row = rows[0]
  return row && new PgRepoSnapshot(tx, row.repo_id, { cid: row.root, bytes: row.commit_block }, row.data)
}

class PgRepoSnapshot implements RepoSnapshot {
  constructor(
    private readonly tx: Queryable,
    private readonly repoId: number,
    readonly commit: CarBlock,
    readonly data: CidBytes,
  ) {}

  allNodes(limit: number): Promise<PackedNodes | undefined> {
    return wholeTree(this.tx, this.repoId, limit)
  }

  async nodes(keys: readonly CidKey[]): Promise<LinkedNode[]> {
    const blocks = await this.#blocks('export-nodes', NODES, [byteaArray(keys.map(keyToCidBytes))])
    return blocks.map(({ cid, bytes }) => new LinkedNode(cid, bytes))
  }

  async records(after: string, { records, bytes }: PageLimits): Promise<RecordPage> {
    const [row] = await this.#rows<PackedBlocks & { last: string | null }>('export-records', RECORDS, [
      after,
      records,
      bytes,
    ])
    return { blocks: row?.blocks ?? NO_BLOCKS, sizes: row?.sizes ?? [], last: row?.last ?? undefined }
  }

  async nodesSince(rev: string, keys: readonly CidKey[]): Promise<MstNode[]> {
    const values = [byteaArray(keys.map(keyToCidBytes)), rev]
    const blocks = await this.#blocks('export-nodes-since', `${NODES} AND rev > $3`, values)
    return blocks.map(({ cid, bytes }) => decodeNode(bytes, cid))
  }

  async recordsSince(rev: string, paths: readonly string[], bytes: number): Promise<ExportedRecord[]> {
    const rows = await this.#rows<{ path: string; cid: Buffer; content: Buffer }>(
      'export-records-since',
      RECORDS_SINCE,
      [textArray(paths), rev, bytes],
    )
    return rows.map((row) => ({ path: row.path, cid: row.cid, bytes: row.content }))
  }

  async #blocks(name: string, text: string, values: unknown[]): Promise<CarBlock[]> {
    const [row] = await this.#rows<PackedBlocks>(name, text, values)
    return unpackBlocks(row)
  }

  async #rows<R>(name: string, text: string, values: unknown[]): Promise<R[]> {
    const { rows } = await this.tx.query<R>({ name, text, values: [this.repoId, ...values], binary: true })
    return rows
  }
}

function unpackRepos({ ids, dids, roots, revs, statuses }: ListedRow): ListedRepo[] {
  const [allDids, allRevs, allStatuses] = [dids, revs, statuses].map((packed) => packed.split(' '))
  return ids.split(' ').map((id, i) => ({
    repoId: Number(id),
    did: allDids![i] as Did,
    head: roots.subarray(i * CID_BYTES, (i + 1) * CID_BYTES),
    rev: allRevs![i]!,
    status: allStatuses![i]!,
  }))
}
