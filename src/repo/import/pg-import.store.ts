import { type CidBytes, type CidKey, keyToCidBytes } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import {
  byteaArray,
  copyIn,
  CopyRows,
  Database,
  isUniqueViolation,
  type Queryable,
  textArray,
} from '../../database/index.js'
import { ImportAbandoned } from './import.errors.js'
import { type ArrivedRecord, type FormerRepo, type ImportPlace, ImportStore } from './import.store.js'

/** One of the numbers of repositories, so that it can become the number of one. */
const BEGIN = `
  INSERT INTO repo_import (import_id, did, created_at) OVERRIDING SYSTEM VALUE
  SELECT nextval(pg_get_serial_sequence('repo', 'repo_id')), did, $2 FROM repo WHERE did = $1
  RETURNING import_id, (SELECT rev FROM repo WHERE did = $1)`

/** Keeps the import from being given up until the rows are there: they would never be found again. */
const HOLD = 'SELECT FROM repo_import WHERE import_id = $1::int8 FOR KEY SHARE'

const COLLECTIONS = `
  INSERT INTO repo_collection (repo_id, collection)
  SELECT $1::int8, new.collection FROM unnest($2::text[]) AS new (collection) ON CONFLICT DO NOTHING`

const STAGED = `
  SELECT cid, content FROM repo_import_block WHERE import_id = $1::int8 AND cid = ANY($2::bytea[])`

const SETTLED = `
  SELECT DISTINCT ON (cid) cid, content FROM repo_record WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[])`

const LOCK = `
  SELECT repo.repo_id, repo.rev FROM repo, repo_import import
   WHERE repo.did = $1 AND import.import_id = $2::int8 FOR UPDATE`

/*
 * The number of the repository changes, which takes no longer for a large one than for a small one. A writer that has
 * waited for the row finds that it is not at the expected commit any more, like one that came too late.
 */
const REPLACE = `
  WITH hidden AS (
    UPDATE repo_record record SET takedown_ref = former.takedown_ref
      FROM repo_record former
     WHERE former.repo_id = $1::int8 AND former.takedown_ref IS NOT NULL
       AND record.repo_id = $2::int8 AND record.path = former.path),
  blobs AS (
    UPDATE blob SET repo_id = $2::int8 WHERE repo_id = $1::int8),
  removed AS (
    INSERT INTO repo_removed (repo_id) VALUES ($1::int8)),
  ended AS (
    DELETE FROM repo_import WHERE import_id = $2::int8)
  UPDATE repo SET repo_id = $2::int8, root = $3, data = $4, rev = $5, commit_block = $6 WHERE repo_id = $1::int8`

/** An import that has ended is not there any more, and its rows are those of a repository. */
const DISCARD = (which: string) => `
  WITH gone AS (DELETE FROM repo_import WHERE import_id IN (${which}) RETURNING import_id),
  rows AS (INSERT INTO repo_removed (repo_id) SELECT import_id FROM gone)
  SELECT import_id FROM gone`

const OLD = DISCARD(
  'SELECT import_id FROM repo_import WHERE created_at < $1 ORDER BY created_at LIMIT $2::int4',
)

/** Imports are there before their blocks. */
const ORPHANS = `
  DELETE FROM repo_import_block block
   WHERE NOT EXISTS (SELECT FROM repo_import WHERE repo_import.import_id = block.import_id)`

const COPIED = {
  blocks: 'repo_import_block (import_id, cid, content)',
  nodes: 'repo_node (repo_id, cid, content, rev)',
  records: 'repo_record (repo_id, path, cid, content, rev)',
  blobs: 'repo_blob_ref (repo_id, path, cid)',
  subjects: 'repo_subject (repo_id, path, subject)',
} as const

/** Imports in the tables of repositories, and in `repo_import` and `repo_import_block`. */
@Injectable()
export class PgImportStore extends ImportStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async begin(did: Did, now: Date): Promise<{ importId: number; rev: string } | undefined> {
    const { rows } = await this.db.query<{ import_id: number; rev: string }>({
      text: BEGIN,
      values: [did, now],
    })
    const [row] = rows
    return row && { importId: row.import_id, rev: row.rev }
  }

  override async stage(importId: number, blocks: readonly CarBlock[]): Promise<boolean> {
    const rows = new CopyRows(3, sizeOf(blocks))
    for (const { cid, bytes } of blocks) rows.row().int8(importId).bytes(cid).bytes(bytes)
    try {
      await this.db.withClient((client) => copyIn(client, COPIED.blocks, rows.end()))
      return true
    } catch (error) {
      if (isUniqueViolation(error)) return false
      throw error
    }
  }

  override staged(importId: number, keys: readonly CidKey[]): Promise<CarBlock[]> {
    return this.#blocks('import-staged', STAGED, importId, keys)
  }

  override async settle(
    place: ImportPlace,
    nodes: readonly CarBlock[],
    records: readonly ArrivedRecord[],
  ): Promise<void> {
    const { importId } = place
    const collections = new Set(records.map(({ path }) => path.slice(0, path.indexOf('/'))))
    await this.db.withClient(async (client) => {
      // Nobody is told before the commit that ends the import, which makes durable what came before.
      await client.query('BEGIN; SET LOCAL synchronous_commit = off')
      const held = await client.query(HOLD, [importId])
      if (held.rowCount !== 1) throw new ImportAbandoned()
      for (const [table, rows] of copied(place, nodes, records)) await copyIn(client, table, rows)
      await client.query(COLLECTIONS, [importId, textArray([...collections])])
      await client.query('COMMIT')
    })
  }

  override settled(importId: number, keys: readonly CidKey[]): Promise<CarBlock[]> {
    return this.#blocks('import-settled', SETTLED, importId, keys)
  }

  override async countRecords(importId: number): Promise<number> {
    const { rows } = await this.db.query<{ records: number }>({
      text: 'SELECT count(DISTINCT cid) AS records FROM repo_record WHERE repo_id = $1::int8',
      values: [importId],
    })
    return rows[0]!.records
  }

  override async lock(tx: Queryable, did: Did, importId: number): Promise<FormerRepo | undefined> {
    const { rows } = await tx.query<{ repo_id: number; rev: string }>({ text: LOCK, values: [did, importId] })
    return rows[0] && { repoId: rows[0].repo_id, rev: rows[0].rev }
  }

  override async restamp(tx: Queryable, { importId, rev }: ImportPlace): Promise<void> {
    for (const table of ['repo_node', 'repo_record']) {
      await tx.query({
        text: `UPDATE ${table} SET rev = $2 WHERE repo_id = $1::int8`,
        values: [importId, rev],
      })
    }
  }

  override async replace(
    tx: Queryable,
    former: FormerRepo,
    { importId, rev }: ImportPlace,
    { commit, data, commitBlock }: { commit: CidBytes; data: CidBytes; commitBlock: Uint8Array },
  ): Promise<void> {
    await tx.query({ text: REPLACE, values: [former.repoId, importId, commit, data, rev, commitBlock] })
  }

  override async discard(importId: number): Promise<void> {
    await this.db.query({ text: DISCARD('$1::int8'), values: [importId] })
    await this.db.query({
      text: 'DELETE FROM repo_import_block WHERE import_id = $1::int8',
      values: [importId],
    })
  }

  override async discardBefore(before: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({ text: OLD, values: [before, limit] })
    await this.db.query({ text: ORPHANS })
    return rowCount
  }

  async #blocks(name: string, text: string, importId: number, keys: readonly CidKey[]): Promise<CarBlock[]> {
    const { rows } = await this.db.query<{ cid: Buffer; content: Buffer }>({
      name,
      text,
      values: [importId, byteaArray(keys.map(keyToCidBytes))],
      binary: true,
    })
    return rows.map(({ cid, content }) => ({ cid, bytes: content }))
  }
}

/** Each table with its rows, those that have any. */
function* copied(
  { importId, rev }: ImportPlace,
  nodes: readonly CarBlock[],
  records: readonly ArrivedRecord[],
): Iterable<[string, Buffer]> {
  if (nodes.length > 0) {
    const rows = new CopyRows(4, sizeOf(nodes))
    for (const { cid, bytes } of nodes) rows.row().int8(importId).bytes(cid).bytes(bytes).text(rev)
    yield [COPIED.nodes, rows.end()]
  }
  if (records.length === 0) return
  const rows = new CopyRows(5, sizeOf(records))
  const blobs = new CopyRows(3)
  const subjects = new CopyRows(3)
  for (const record of records) {
    const { path, cid, bytes, subject } = record
    rows.row().int8(importId).text(path).bytes(cid).bytes(bytes).text(rev)
    for (const blob of record.blobs) blobs.row().int8(importId).text(path).bytes(blob)
    if (subject !== undefined) subjects.row().int8(importId).text(path).text(subject)
  }
  yield [COPIED.records, rows.end()]
  if (records.some((record) => record.blobs.length > 0)) yield [COPIED.blobs, blobs.end()]
  if (records.some(({ subject }) => subject !== undefined)) yield [COPIED.subjects, subjects.end()]
}

/** A row has a number, a CID, a revision and a path of usual length beside its content. */
function sizeOf(blocks: readonly CarBlock[]): number {
  let size = 0
  for (const { bytes } of blocks) size += bytes.length + 160
  return size
}
