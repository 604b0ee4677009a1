import {
  type CidBytes,
  cidBytesToString,
  type CidKey,
  cidStringToBytes,
  keyToCidBytes,
} from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { SETTLE_EXPIRY } from '../../blob/index.js'
import {
  byteaArray,
  copyIn,
  Database,
  isUniqueViolation,
  type Queryable,
  textArray,
} from '../../database/index.js'
import {
  type Arrived,
  type ClaimedRepo,
  type HeldImport,
  type ImportPlace,
  ImportStore,
  type RepeatedRecords,
} from './import.store.js'
import { ImportLost } from './import.errors.js'
import { STAGED } from './staged-row.js'

/** What is kept of an arrived import, as JSON. */
type StoredArrived = Omit<HeldImport, 'data' | 'root'> & { data: string; root: string }

const STAGE = 'COPY repo_import_block (import_id, n, kind, path, cid, content) FROM STDIN BINARY'

/*
 * Looked up one by one: of a table that was empty a moment ago the planner knows nothing, and would rather read all of
 * the import each time.
 */
const LOOSE = `
  SELECT cid, content
    FROM (SELECT block.cid, block.content, wanted.place,
                 sum(octet_length(block.content)) OVER (ORDER BY wanted.place) AS bytes,
                 row_number() OVER (ORDER BY wanted.place) AS position
            FROM unnest($2::bytea[]) WITH ORDINALITY AS wanted (cid, place)
           CROSS JOIN LATERAL (
             SELECT cid, content FROM repo_import_block
              WHERE import_id = $1::int8 AND kind = ${STAGED.loose} AND cid = wanted.cid LIMIT 1) AS block) AS found
   WHERE position = 1 OR bytes <= $3::int8
   ORDER BY place`

const ARRIVE = `
  UPDATE repo_import import
     SET arrived = $2::jsonb || jsonb_build_object('formerRev', repo.rev), arrived_at = $3
    FROM repo WHERE import.import_id = $1::int8 AND repo.did = import.did`

/** Whoever works on one holds its row. */
const LEFT_BEHIND = `
  SELECT import_id, did FROM repo_import
   WHERE arrived_at < $1 ORDER BY arrived_at LIMIT 1 FOR UPDATE SKIP LOCKED`

const HOLD = `
  SELECT arrived FROM repo_import
   WHERE import_id = $1::int8 AND arrived IS NOT NULL FOR UPDATE SKIP LOCKED`

const END = `
  WITH blocks AS (DELETE FROM repo_import_block WHERE import_id = $1::int8)
  DELETE FROM repo_import WHERE import_id = $1::int8`

const DROP = `
  WITH old AS (
    DELETE FROM repo_import
     WHERE import_id IN (SELECT import_id FROM repo_import WHERE created_at < $1 ORDER BY created_at LIMIT $2::int4)
    RETURNING import_id),
  blocks AS (DELETE FROM repo_import_block WHERE import_id IN (SELECT import_id FROM old))
  SELECT count(*)::int4 AS dropped FROM old`

/** An import is there before its blocks. */
const ORPHANS = `
  DELETE FROM repo_import_block block
   WHERE NOT EXISTS (SELECT FROM repo_import WHERE repo_import.import_id = block.import_id)`

/** In the order of the commit statement, which takes the repository's row first as well. */
const EMPTY = ['repo_node', 'repo_record', 'repo_subject', 'repo_blob_ref'].map(
  (table) => `DELETE FROM ${table} WHERE repo_id = $1::int8`,
)

const SETTLE_NODES = `
   INSERT INTO repo_node (repo_id, cid, content, rev)
   SELECT $1::int8, cid, content, $3 FROM repo_import_block WHERE import_id = $2::int8 AND kind = ${STAGED.node}`

const SETTLE_RECORDS = `
   INSERT INTO repo_record (repo_id, path, cid, content, rev)
   SELECT $1::int8, path, cid, content, $3 FROM repo_import_block
    WHERE import_id = $2::int8 AND kind = ${STAGED.record}`

const SETTLE_REFERENCES = [
  `INSERT INTO repo_blob_ref (repo_id, path, cid)
   SELECT $1::int8, path, cid FROM repo_import_block WHERE import_id = $2::int8 AND kind = ${STAGED.blob}
   ON CONFLICT DO NOTHING`,
  `INSERT INTO repo_subject (repo_id, path, subject)
   SELECT $1::int8, path, convert_from(content, 'UTF8') FROM repo_import_block
    WHERE import_id = $2::int8 AND kind = ${STAGED.subject}`,
]

/** Each repeated record with one that has its block: `first`. The index by CID finds it. */
const REPEATED = `
  FROM repo_import_block again
 CROSS JOIN LATERAL (
   SELECT path, content FROM repo_record record
    WHERE record.repo_id = $1::int8 AND record.cid = again.cid LIMIT 1) AS first`

const OF_REPEATED = `WHERE again.import_id = $2::int8 AND again.kind = ${STAGED.repeated}`

/** References first: as long as the repeated ones are not there, what has the block has its references as well. */
const SETTLE_REPEATED = [
  `INSERT INTO repo_blob_ref (repo_id, path, cid)
   SELECT $1::int8, again.path, ref.cid ${REPEATED}
     JOIN repo_blob_ref ref ON ref.repo_id = $1::int8 AND ref.path = first.path ${OF_REPEATED}
   ON CONFLICT DO NOTHING`,
  `INSERT INTO repo_subject (repo_id, path, subject)
   SELECT $1::int8, again.path, about.subject ${REPEATED}
     JOIN repo_subject about ON about.repo_id = $1::int8 AND about.path = first.path
      AND split_part(about.path, '/', 1) = split_part(again.path, '/', 1) ${OF_REPEATED}`,
]

const ADD_REPEATED = `
  INSERT INTO repo_record (repo_id, path, cid, content, rev)
  SELECT $1::int8, again.path, again.cid, first.content, $3 ${REPEATED} ${OF_REPEATED}`

const SURPLUS = `
  SELECT EXISTS (
    SELECT FROM repo_import_block loose
     WHERE loose.import_id = $2::int8 AND loose.kind = ${STAGED.loose} AND loose.cid <> $3
       AND NOT EXISTS (SELECT FROM repo_node node WHERE node.repo_id = $1::int8 AND node.cid = loose.cid)
       AND NOT EXISTS (SELECT FROM repo_record record WHERE record.repo_id = $1::int8 AND record.cid = loose.cid)
  ) AS surplus`

const FINISH = `
  WITH collections AS (
    INSERT INTO repo_collection (repo_id, collection)
    SELECT DISTINCT $1::int8, split_part(path, '/', 1) FROM repo_record WHERE repo_id = $1::int8
    ON CONFLICT DO NOTHING),
  hidden AS (
    UPDATE repo_record record SET takedown_ref = old.ref
      FROM unnest($6::text[], $7::text[]) AS old (path, ref)
     WHERE record.repo_id = $1::int8 AND record.path = old.path),
  ended AS (
    DELETE FROM repo_import WHERE import_id = $8::int8)
  UPDATE repo SET root = $2, data = $3, rev = $4, commit_block = $5 WHERE repo_id = $1::int8`

/** Imports in the tables `repo_import` and `repo_import_block`. */
@Injectable()
export class PgImportStore extends ImportStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async begin(did: Did, now: Date): Promise<number> {
    const { rows } = await this.db.query<{ import_id: number }>({
      text: 'INSERT INTO repo_import (did, created_at) VALUES ($1, $2) RETURNING import_id',
      values: [did, now],
    })
    return rows[0]!.import_id
  }

  override async stage(rows: Buffer): Promise<boolean> {
    try {
      await this.db.withClient((client) => copyIn(client, STAGE, rows))
      return true
    } catch (error) {
      if (isUniqueViolation(error)) return false
      throw error
    }
  }

  override async loose(importId: number, keys: readonly CidKey[], bytesMax: number): Promise<CarBlock[]> {
    const { rows } = await this.db.query<{ cid: Buffer; content: Buffer }>({
      name: 'import-loose',
      text: LOOSE,
      values: [importId, byteaArray(keys.map(keyToCidBytes)), bytesMax],
      binary: true,
    })
    return rows.map(({ cid, content }) => ({ cid, bytes: content }))
  }

  override async arrive(importId: number, { data, root, ...counts }: Arrived, now: Date): Promise<void> {
    const arrived = { data: cidBytesToString(data), root: cidBytesToString(root), ...counts }
    const { rowCount } = await this.db.query({
      text: ARRIVE,
      values: [importId, JSON.stringify(arrived), now],
    })
    if (rowCount !== 1) throw new ImportLost()
  }

  override async leftBehind(before: Date): Promise<{ importId: number; did: Did } | undefined> {
    const { rows } = await this.db.query<{ import_id: number; did: Did }>({
      text: LEFT_BEHIND,
      values: [before],
    })
    return rows[0] && { importId: rows[0].import_id, did: rows[0].did }
  }

  override async hold(tx: Queryable, importId: number): Promise<HeldImport | undefined> {
    const { rows } = await tx.query<{ arrived: StoredArrived }>({ text: HOLD, values: [importId] })
    if (!rows[0]) return undefined
    const { data, root, ...counts } = rows[0].arrived
    return { data: cidStringToBytes(data), root: cidStringToBytes(root), ...counts }
  }

  override async end(importId: number): Promise<void> {
    await this.db.query({ text: END, values: [importId] })
  }

  override async dropBefore(before: Date, limit: number): Promise<number> {
    const { rows } = await this.db.query<{ dropped: number }>({ text: DROP, values: [before, limit] })
    await this.db.query({ text: ORPHANS })
    return rows[0]!.dropped
  }

  override async claim(tx: Queryable, did: Did): Promise<ClaimedRepo | undefined> {
    // As much as there is of it has to be done; it ends with the transaction.
    await tx.query({ text: 'SET LOCAL statement_timeout = 0' })
    const { rows } = await tx.query<{ repo_id: number; rev: string }>({
      text: 'SELECT repo_id, rev FROM repo WHERE did = $1 FOR UPDATE',
      values: [did],
    })
    const repo = rows[0]
    if (!repo) return undefined
    const hidden = await tx.query<{ path: string; takedown_ref: string }>({
      text: `SELECT path, takedown_ref FROM repo_record WHERE repo_id = $1::int8 AND takedown_ref IS NOT NULL`,
      values: [repo.repo_id],
    })
    for (const text of EMPTY) await tx.query({ text, values: [repo.repo_id] })
    const takedowns = new Map(hidden.rows.map(({ path, takedown_ref }) => [path, takedown_ref]))
    return { repoId: repo.repo_id, rev: repo.rev, takedowns }
  }

  override async settle(
    tx: Queryable,
    { repoId, importId, rev }: ImportPlace,
  ): Promise<{ nodes: number; records: number }> {
    const values = [repoId, importId, rev]
    const { rowCount: nodes } = await tx.query({ text: SETTLE_NODES, values })
    const { rowCount: records } = await tx.query({ text: SETTLE_RECORDS, values })
    for (const text of SETTLE_REFERENCES) await tx.query({ text, values: [repoId, importId] })
    return { nodes, records }
  }

  override async repeated(tx: Queryable, { repoId, importId }: ImportPlace): Promise<RepeatedRecords> {
    const { rows } = await tx.query<RepeatedRecords>({
      text: `SELECT count(*) AS found, coalesce(sum(octet_length(first.content)), 0)::int8 AS bytes
             ${REPEATED} ${OF_REPEATED}`,
      values: [repoId, importId],
    })
    return rows[0]!
  }

  override async settleRepeated(tx: Queryable, { repoId, importId, rev }: ImportPlace): Promise<void> {
    for (const text of SETTLE_REPEATED) await tx.query({ text, values: [repoId, importId] })
    await tx.query({ text: ADD_REPEATED, values: [repoId, importId, rev] })
  }

  override async hasSurplus(
    tx: Queryable,
    { repoId, importId }: ImportPlace,
    commit: CidBytes,
  ): Promise<boolean> {
    const values = [repoId, importId, commit]
    const { rows } = await tx.query<{ surplus: boolean }>({ text: SURPLUS, values })
    return rows[0]!.surplus
  }

  override async finish(
    tx: Queryable,
    importId: number,
    { repoId, takedowns }: ClaimedRepo,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<void> {
    await tx.query({ text: SETTLE_EXPIRY, values: [repoId] })
    await tx.query({
      text: FINISH,
      values: [
        ...[repoId, next.commit, next.data, next.rev, next.commitBlock],
        textArray([...takedowns.keys()]),
        textArray([...takedowns.values()]),
        importId,
      ],
    })
  }

  override async isActive(tx: Queryable, did: Did): Promise<boolean> {
    const { rows } = await tx.query<{ active: boolean }>({
      text: `SELECT status = 'active' AS active FROM account WHERE did = $1`,
      values: [did],
    })
    return rows[0]?.active ?? false
  }
}
