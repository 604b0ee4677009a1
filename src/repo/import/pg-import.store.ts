import { type CidBytes, cidBytesToString, type CidKey, keyToCidBytes } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import {
  byteaArray,
  type Copy,
  copyIn,
  Database,
  isUniqueViolation,
  type Query,
  type Queryable,
  type QueryResult,
  textArray,
} from '../../database/index.js'
import {
  type Arrived,
  type BegunImport,
  type ImportPlace,
  ImportStore,
  type ListedImport,
  type RepeatedRecords,
} from './import.store.js'
import { ImportLost } from './import.errors.js'
import type { StoredArrived } from './pg-switch.store.js'
import { STAGED, type StagedTables } from './staged-tables.js'

const BEGIN = `
  INSERT INTO repo_import (did, created_at, repo_id)
  SELECT did, $2, nextval(pg_get_serial_sequence('repo', 'repo_id')) FROM repo WHERE did = $1
  RETURNING import_id, repo_id, (SELECT rev FROM repo WHERE did = $1) AS rev`

const COPIES: Record<keyof StagedTables, string> = {
  nodes: 'COPY repo_node (repo_id, cid, content, rev) FROM STDIN BINARY',
  records: 'COPY repo_record (repo_id, path, cid, content, rev) FROM STDIN BINARY',
  blobs: 'COPY repo_blob_ref (repo_id, path, cid) FROM STDIN BINARY',
  subjects: 'COPY repo_subject (repo_id, path, subject) FROM STDIN BINARY',
  blocks: 'COPY repo_import_block (import_id, n, kind, path, cid, content) FROM STDIN BINARY',
}

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

/** Each repeated record with one that has its block: `first`. The index by CID finds it. */
const REPEATED = `
  FROM repo_import_block again
 CROSS JOIN LATERAL (
   SELECT path, content FROM repo_record record
    WHERE record.repo_id = $1::int8 AND record.cid = again.cid LIMIT 1) AS first`

const OF_REPEATED = `WHERE again.import_id = $2::int8 AND again.kind = ${STAGED.repeated}`

/*
 * In one statement, in whose sight the repeated ones are not there yet: so what has the block has its references as
 * well.
 */
const SETTLE_REPEATED = `
  WITH blobs AS (
    INSERT INTO repo_blob_ref (repo_id, path, cid)
    SELECT $1::int8, again.path, ref.cid ${REPEATED}
      JOIN repo_blob_ref ref ON ref.repo_id = $1::int8 AND ref.path = first.path ${OF_REPEATED}),
  subjects AS (
    INSERT INTO repo_subject (repo_id, path, subject)
    SELECT $1::int8, again.path, about.subject ${REPEATED}
      JOIN repo_subject about ON about.repo_id = $1::int8 AND about.path = first.path
       AND split_part(about.path, '/', 1) = split_part(again.path, '/', 1) ${OF_REPEATED})
  INSERT INTO repo_record (repo_id, path, cid, content, rev)
  SELECT $1::int8, again.path, again.cid, first.content, $3 ${REPEATED} ${OF_REPEATED}`

const SURPLUS = `
  SELECT EXISTS (
    SELECT FROM repo_import_block loose
     WHERE loose.import_id = $2::int8 AND loose.kind = ${STAGED.loose} AND loose.cid <> $3
       AND NOT EXISTS (SELECT FROM repo_node node WHERE node.repo_id = $1::int8 AND node.cid = loose.cid)
       AND NOT EXISTS (SELECT FROM repo_record record WHERE record.repo_id = $1::int8 AND record.cid = loose.cid)
  ) AS surplus`

const ARRIVE = `
  WITH arrived AS (
    UPDATE repo_import SET arrived = $3::jsonb, arrived_at = $4 WHERE import_id = $1::int8 RETURNING import_id),
  blocks AS (
    DELETE FROM repo_import_block WHERE import_id = $1::int8),
  collections AS (
    INSERT INTO repo_collection (repo_id, collection)
    SELECT $2::int8, collection FROM arrived, unnest($5::text[]) AS collection)
  SELECT import_id FROM arrived`

/** Whoever works on one holds its row. */
const LEFT_BEHIND = `
  SELECT import_id, repo_id, did FROM repo_import
   WHERE arrived_at < $1 ORDER BY arrived_at LIMIT 1 FOR UPDATE SKIP LOCKED`

const END = `
  WITH blocks AS (DELETE FROM repo_import_block WHERE import_id = $1::int8),
  ended AS (DELETE FROM repo_import WHERE import_id = $1::int8 RETURNING repo_id)
  INSERT INTO repo_removed (repo_id) SELECT repo_id FROM ended WHERE repo_id IS NOT NULL`

/** Of an import that somebody else has ended: finished, or given up while it was still arriving. */
const END_AGAIN = `
  INSERT INTO repo_removed (repo_id)
  SELECT $1::int8 WHERE $1::int8 IS NOT NULL AND NOT EXISTS (SELECT FROM repo WHERE repo_id = $1::int8)
  ON CONFLICT DO NOTHING`

const DROP = `
  WITH old AS (
    DELETE FROM repo_import
     WHERE import_id IN (
       SELECT import_id FROM repo_import WHERE coalesce(seen_at, created_at) < $1 ORDER BY created_at LIMIT $2::int4)
    RETURNING import_id, repo_id),
  blocks AS (DELETE FROM repo_import_block WHERE import_id IN (SELECT import_id FROM old)),
  removed AS (
    INSERT INTO repo_removed (repo_id) SELECT repo_id FROM old WHERE repo_id IS NOT NULL)
  SELECT count(*)::int4 AS dropped FROM old`

/** An import is there before its blocks. */
const ORPHANS = `
  DELETE FROM repo_import_block block
   WHERE NOT EXISTS (SELECT FROM repo_import WHERE repo_import.import_id = block.import_id)`

const LIST = `
  SELECT import_id, did, created_at, coalesce(seen_at, created_at) AS seen_at, arrived_at,
         (SELECT count(*) FROM repo_node node WHERE node.repo_id = import.repo_id) AS nodes,
         (SELECT count(*) FROM repo_record record WHERE record.repo_id = import.repo_id) AS records,
         (SELECT count(*) FROM repo_import_block block WHERE block.import_id = import.import_id) AS waiting
    FROM repo_import import ORDER BY created_at, import_id`

/** Imports in the tables of repositories, `repo_import` and `repo_import_block`. */
@Injectable()
export class PgImportStore extends ImportStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async begin(did: Did, now: Date): Promise<BegunImport | undefined> {
    const { rows } = await this.db.query<{ import_id: number; repo_id: number; rev: string }>({
      text: BEGIN,
      values: [did, now],
    })
    const row = rows[0]
    return row && { importId: row.import_id, repoId: row.repo_id, formerRev: row.rev }
  }

  override async stage(tables: StagedTables): Promise<boolean> {
    const copies = Object.entries(tables).map(([table, data]): Copy => ({
      text: COPIES[table as keyof StagedTables],
      data: data as Buffer,
    }))
    try {
      await this.db.withClient((client) => copyIn(client, copies))
      return true
    } catch (error) {
      if (isUniqueViolation(error)) return false
      throw error
    }
  }

  override async touch(importId: number, now: Date): Promise<void> {
    await this.db.query({
      text: 'UPDATE repo_import SET seen_at = $2 WHERE import_id = $1::int8',
      values: [importId, now],
    })
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

  override async blocks(importId: number): Promise<number> {
    const { rows } = await this.db.query<{ blocks: number }>({
      text: 'SELECT count(*)::int4 AS blocks FROM repo_import_block WHERE import_id = $1::int8',
      values: [importId],
    })
    return rows[0]!.blocks
  }

  override async repeated({ repoId, importId }: ImportPlace): Promise<RepeatedRecords> {
    const { rows } = await this.#unhurried<RepeatedRecords>({
      text: `SELECT count(*) AS found, coalesce(sum(octet_length(first.content)), 0)::int8 AS bytes
             ${REPEATED} ${OF_REPEATED}`,
      values: [repoId, importId],
    })
    return rows[0]!
  }

  override async settleRepeated({ repoId, importId }: ImportPlace, rev: string): Promise<void> {
    await this.#unhurried({ text: SETTLE_REPEATED, values: [repoId, importId, rev] })
  }

  override async hasSurplus({ repoId, importId }: ImportPlace, commit: CidBytes): Promise<boolean> {
    const { rows } = await this.#unhurried<{ surplus: boolean }>({
      text: SURPLUS,
      values: [repoId, importId, commit],
    })
    return rows[0]!.surplus
  }

  override async arrive(
    { importId, repoId, formerRev }: BegunImport,
    { data, rev }: Arrived,
    collections: Iterable<string>,
    now: Date,
  ): Promise<void> {
    const stored: StoredArrived = { data: cidBytesToString(data), rev, formerRev }
    const { rows } = await this.#unhurried({
      text: ARRIVE,
      values: [importId, repoId, JSON.stringify(stored), now, textArray([...collections])],
    })
    if (rows.length !== 1) throw new ImportLost()
  }

  override async leftBehind(before: Date): Promise<({ did: Did } & ImportPlace) | undefined> {
    const { rows } = await this.db.query<{ import_id: number; repo_id: number; did: Did }>({
      text: LEFT_BEHIND,
      values: [before],
    })
    return rows[0] && { importId: rows[0].import_id, repoId: rows[0].repo_id, did: rows[0].did }
  }

  override async end({ importId, repoId }: ImportPlace): Promise<void> {
    // Waits for whoever is about to finish it.
    const { rowCount } = await this.#unhurried({ text: END, values: [importId] })
    if (rowCount === 0) await this.db.query({ text: END_AGAIN, values: [repoId] })
  }

  override async dropBefore(before: Date, limit: number): Promise<number> {
    const { rows } = await this.db.query<{ dropped: number }>({ text: DROP, values: [before, limit] })
    await this.db.query({ text: ORPHANS })
    return rows[0]!.dropped
  }

  override async list(): Promise<ListedImport[]> {
    const { rows } = await this.db.query<{
      import_id: number
      did: Did
      created_at: Date
      seen_at: Date
      arrived_at: Date | null
      nodes: number
      records: number
      waiting: number
    }>({ text: LIST })
    return rows.map((row) => ({
      importId: row.import_id,
      did: row.did,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      arrivedAt: row.arrived_at ?? undefined,
      nodes: row.nodes,
      records: row.records,
      waiting: row.waiting,
    }))
  }

  /** Runs a statement that takes as long as there is much to do. */
  #unhurried<R = Record<string, unknown>>(query: Query): Promise<QueryResult<R>> {
    return this.db.withClient(async (client) => {
      const tx = client as unknown as Queryable
      await tx.query({ text: 'BEGIN' })
      await tx.query({ text: 'SET LOCAL statement_timeout = 0' })
      const result = await tx.query<R>(query)
      await tx.query({ text: 'COMMIT' })
      return result
    })
  }
}
