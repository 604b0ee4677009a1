import { type CidBytes, cidKey, type CidKey, keyToCidBytes } from '@guildhall/data'
import { type CarBlock, decodeNode, type MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { byteaArray, Database, type Queryable } from '../database/index.js'
import { type ExportedRecord, ExportStore, type ListedRepo, type RepoSnapshot } from './export.store.js'

interface BlockRow {
  cid: Buffer
  content: Buffer
}

interface RecordRow extends BlockRow {
  path: string
}

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
    const { rows } = await this.db.query<{
      repo_id: number
      did: Did
      root: Buffer
      rev: string
      status: string
    }>({
      name: 'export-list',
      text: `SELECT repo.repo_id, repo.did, repo.root, repo.rev, account.status
               FROM repo JOIN account USING (did)
              WHERE repo.repo_id > $1::int8 ORDER BY repo.repo_id LIMIT $2::int4`,
      values: [afterRepoId, limit],
      binary: true,
    })
    return rows.map((row) => ({
      did: row.did,
      head: row.root,
      rev: row.rev,
      status: row.status,
      repoId: row.repo_id,
    }))
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

  async nodes(keys: readonly CidKey[]): Promise<MstNode[]> {
    const rows = await this.#rows<BlockRow>(
      'export-nodes',
      'SELECT cid, content FROM repo_node WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[])',
      [byteaArray(keys.map(keyToCidBytes))],
    )
    return rows.map((row) => decodeNode(row.content, row.cid))
  }

  async records(after: string, limit: number): Promise<ExportedRecord[]> {
    const rows = await this.#rows<RecordRow>(
      'export-records',
      `SELECT path, cid, content FROM repo_record
        WHERE repo_id = $1::int8 AND path > $2 ORDER BY path LIMIT $3::int4`,
      [after, limit],
    )
    return rows.map(toRecord)
  }

  async sharedCids(): Promise<CidKey[]> {
    const rows = await this.#rows<{ cid: Buffer }>(
      'export-shared',
      'SELECT cid FROM repo_record WHERE repo_id = $1::int8 GROUP BY cid HAVING count(*) > 1',
      [],
    )
    return rows.map((row) => cidKey(row.cid))
  }

  async nodesSince(rev: string, after: CidBytes, limit: number): Promise<CarBlock[]> {
    const rows = await this.#rows<BlockRow>(
      'export-nodes-since',
      `SELECT cid, content FROM repo_node
        WHERE repo_id = $1::int8 AND rev > $2 AND cid > $3 ORDER BY cid LIMIT $4::int4`,
      [rev, after, limit],
    )
    return rows.map((row) => ({ cid: row.cid, bytes: row.content }))
  }

  async recordsSince(rev: string, after: string, limit: number): Promise<ExportedRecord[]> {
    const rows = await this.#rows<RecordRow>(
      'export-records-since',
      `SELECT path, cid, content FROM repo_record
        WHERE repo_id = $1::int8 AND rev > $2 AND path > $3 ORDER BY path LIMIT $4::int4`,
      [rev, after, limit],
    )
    return rows.map(toRecord)
  }

  async #rows<R>(name: string, text: string, values: unknown[]): Promise<R[]> {
    const { rows } = await this.tx.query<R>({ name, text, values: [this.repoId, ...values], binary: true })
    return rows
  }
}

function toRecord(row: RecordRow): ExportedRecord {
  return { path: row.path, cid: row.cid, bytes: row.content }
}
