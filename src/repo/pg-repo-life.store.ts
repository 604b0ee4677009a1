import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import { type HeldRecord, type ModeratedRecord, type RepoCounts, RepoLifeStore } from './repo-life.store.js'

const REMOVE = `
  WITH gone AS (DELETE FROM repo WHERE did = $1 RETURNING repo_id)
  INSERT INTO repo_removed (repo_id) SELECT repo_id FROM gone`

/** While an import is under way, what there is of it so far: whoever has sent it looks here for how far it has come. */
const COUNT = `
  SELECT repo.root, repo.rev,
         (SELECT count(*) FROM repo_record record WHERE record.repo_id = counted.repo_id) AS records,
         1 + (SELECT count(*) FROM repo_node node WHERE node.repo_id = counted.repo_id)
           + (SELECT count(DISTINCT record.cid) FROM repo_record record WHERE record.repo_id = counted.repo_id) AS blocks
    FROM repo
   CROSS JOIN LATERAL (
     SELECT coalesce(max(import.repo_id), repo.repo_id) AS repo_id FROM repo_import import WHERE import.did = repo.did
   ) AS counted
   WHERE repo.did = $1`

/** Tables that hold rows of repositories, and the columns that tell the rows of one apart. */
const PARTS = [
  ['repo_collection', 'collection'],
  ['repo_subject', 'path'],
  ['repo_blob_ref', 'path, cid'],
  ['repo_record', 'path'],
  ['repo_node', 'cid'],
  ['blob', 'cid'],
] as const

/** Never one that is there, whatever the table says. */
const NEXT_REMOVED = `
  SELECT repo_id FROM repo_removed gone
   WHERE NOT EXISTS (SELECT FROM repo WHERE repo.repo_id = gone.repo_id) ORDER BY repo_id LIMIT 1`

const DELETE_BATCH = ([table, columns]: (typeof PARTS)[number]) => `
  DELETE FROM ${table} WHERE (repo_id, ${columns}) IN (
    SELECT repo_id, ${columns} FROM ${table}
     WHERE repo_id IN (${NEXT_REMOVED}) LIMIT $1::int4)`

/** What blobs name in the store is removed from there when their rows are gone. */
const CLEAR = PARTS.map((part) =>
  part[0] === 'blob'
    ? `
  WITH gone AS (${DELETE_BATCH(part)} RETURNING object_key)
  INSERT INTO blob_garbage (object_key) SELECT object_key FROM gone`
    : DELETE_BATCH(part),
)

/** Only when nothing is left of it: another node may have cleared the rows of another one. */
const CLEARED = `
  DELETE FROM repo_removed removed
   WHERE repo_id IN (${NEXT_REMOVED})
     ${PARTS.map(([table]) => `AND NOT EXISTS (SELECT FROM ${table} WHERE repo_id = removed.repo_id)`).join('\n     ')}`

/** Repositories in PostgreSQL, as the states of their accounts concern them. */
@Injectable()
export class PgRepoLifeStore extends RepoLifeStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async fence(tx: Queryable, did: Did): Promise<{ rev: string; commit: CarBlock } | undefined> {
    const { rows } = await tx.query<{ root: Buffer; rev: string; commit_block: Buffer }>({
      name: 'repo-fence',
      text: `UPDATE repo SET state_changes = state_changes + 1 WHERE did = $1 RETURNING root, rev, commit_block`,
      values: [did],
      binary: true,
    })
    const row = rows[0]
    return row && { rev: row.rev, commit: { cid: row.root, bytes: row.commit_block } }
  }

  override async remove(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ name: 'repo-remove', text: REMOVE, values: [did] })
  }

  override async clear(limit: number): Promise<number> {
    let cleared = 0
    for (const text of CLEAR) cleared += (await this.db.query({ text, values: [limit] })).rowCount
    if (cleared > 0) return cleared
    return (await this.db.query({ text: CLEARED })).rowCount
  }

  override async count(did: Did): Promise<RepoCounts | undefined> {
    const { rows } = await this.db.query<{ root: Buffer; rev: string; records: number; blocks: number }>({
      name: 'repo-count',
      text: COUNT,
      values: [did],
    })
    const row = rows[0]
    return row && { commit: row.root, rev: row.rev, records: row.records, blocks: row.blocks }
  }

  override async moderated(did: Did, path: string): Promise<ModeratedRecord | undefined> {
    const { rows } = await this.db.query<{ cid: Buffer; content: Buffer; takedown_ref: string | null }>({
      text: `SELECT record.cid, record.content, record.takedown_ref FROM repo JOIN repo_record record USING (repo_id)
              WHERE repo.did = $1 AND record.path = $2`,
      values: [did, path],
    })
    const row = rows[0]
    return row && { cid: row.cid, content: row.content, takedownRef: row.takedown_ref ?? undefined }
  }

  override async setHeld(tx: Queryable, did: Did, isHeld: boolean): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: 'UPDATE repo SET is_held = $2::boolean, state_changes = state_changes + 1 WHERE did = $1',
      values: [did, isHeld],
    })
    return rowCount === 1
  }

  override async isHeld(on: Queryable, did: Did): Promise<boolean> {
    const { rows } = await on.query<{ is_held: boolean }>({
      name: 'repo-is-held',
      text: 'SELECT is_held FROM repo WHERE did = $1',
      values: [did],
    })
    return rows[0]?.is_held ?? false
  }

  override async heldRecords(did: Did, after: number, limit: number): Promise<HeldRecord[]> {
    const { rows } = await this.db.query<HeldRecord>({
      text: `SELECT id, path, cid, content, rev, gone_at AS "goneAt" FROM held_record
              WHERE did = $1 AND id > $2::int8 ORDER BY id LIMIT $3::int4`,
      values: [did, after, limit],
    })
    return rows
  }

  override async dropHeld(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM held_record WHERE did = $1', values: [did] })
  }

  override async setTakedown(on: Queryable, did: Did, path: string, ref: string | null): Promise<boolean> {
    const { rowCount } = await on.query({
      text: `UPDATE repo_record record SET takedown_ref = $3 FROM repo
              WHERE repo.did = $1 AND record.repo_id = repo.repo_id AND record.path = $2`,
      values: [did, path, ref],
    })
    return rowCount === 1
  }
}
