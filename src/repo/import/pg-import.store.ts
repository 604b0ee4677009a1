import { type CidBytes, type CidKey, keyToCidBytes } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { byteaArray, Database, type Queryable, textArray } from '../../database/index.js'
import { type ArrivedRecord, type ClaimedRepo, type ImportPlace, ImportStore } from './import.store.js'

const KEEP = `
  INSERT INTO repo_import_block (import_id, cid, content)
  SELECT $1::int8, new.cid, new.content FROM unnest($2::bytea[], $3::bytea[]) AS new (cid, content)
  ON CONFLICT DO NOTHING`

const READ = `
  SELECT cid, content FROM repo_import_block WHERE import_id = $1::int8 AND cid = ANY($2::bytea[])`

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

/** In the order of the commit statement, which takes the repository's row first as well. */
const EMPTY = ['repo_node', 'repo_record', 'repo_subject', 'repo_blob_ref'].map(
  (table) => `DELETE FROM ${table} WHERE repo_id = $1::int8`,
)

const ADD_NODES = `
  INSERT INTO repo_node (repo_id, cid, content, rev)
  SELECT $1::int8, block.cid, block.content, $3
    FROM repo_import_block block WHERE block.import_id = $2::int8 AND block.cid = ANY($4::bytea[])`

const ADD_RECORDS = `
  WITH records AS (
    INSERT INTO repo_record (repo_id, path, cid, content, rev)
    SELECT $1::int8, new.path, new.cid, block.content, $3
      FROM unnest($4::text[], $5::bytea[]) AS new (path, cid)
      JOIN repo_import_block block ON block.import_id = $2::int8 AND block.cid = new.cid),
  blobs AS (
    INSERT INTO repo_blob_ref (repo_id, path, cid)
    SELECT $1::int8, new.path, new.cid FROM unnest($6::text[], $7::bytea[]) AS new (path, cid)
    ON CONFLICT DO NOTHING)
  INSERT INTO repo_subject (repo_id, path, subject)
  SELECT $1::int8, new.path, new.subject FROM unnest($8::text[], $9::text[]) AS new (path, subject)`

const FINISH = `
  WITH collections AS (
    INSERT INTO repo_collection (repo_id, collection)
    SELECT DISTINCT $1::int8, split_part(path, '/', 1) FROM repo_record WHERE repo_id = $1::int8
    ON CONFLICT DO NOTHING),
  head AS (
    UPDATE repo SET root = $2, data = $3, rev = $4, commit_block = $5 WHERE repo_id = $1::int8),
  hidden AS (
    UPDATE repo_record record SET takedown_ref = old.ref
      FROM unnest($6::text[], $7::text[]) AS old (path, ref)
     WHERE record.repo_id = $1::int8 AND record.path = old.path)
  SELECT count(DISTINCT cid)::int4 AS records FROM repo_record WHERE repo_id = $1::int8`

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

  override async keep(importId: number, blocks: readonly CarBlock[]): Promise<number> {
    const cids = byteaArray(blocks.map(({ cid }) => cid))
    const contents = byteaArray(blocks.map(({ bytes }) => bytes))
    const { rowCount } = await this.db.query({
      name: 'import-keep',
      text: KEEP,
      values: [importId, cids, contents],
    })
    return rowCount
  }

  override async read(on: Queryable, importId: number, keys: readonly CidKey[]): Promise<CarBlock[]> {
    const { rows } = await on.query<{ cid: Buffer; content: Buffer }>({
      name: 'import-read',
      text: READ,
      values: [importId, byteaArray(keys.map(keyToCidBytes))],
      binary: true,
    })
    return rows.map(({ cid, content }) => ({ cid, bytes: content }))
  }

  override async end(importId: number): Promise<void> {
    await this.db.query({ text: END, values: [importId] })
  }

  override async dropBefore(before: Date, limit: number): Promise<number> {
    const { rows } = await this.db.query<{ dropped: number }>({ text: DROP, values: [before, limit] })
    return rows[0]!.dropped
  }

  override async claim(tx: Queryable, did: Did): Promise<ClaimedRepo | undefined> {
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

  override async addNodes(tx: Queryable, place: ImportPlace, cids: readonly CidBytes[]): Promise<void> {
    const { repoId, importId, rev } = place
    const values = [repoId, importId, rev, byteaArray(cids)]
    await tx.query({ name: 'import-add-nodes', text: ADD_NODES, values })
  }

  override async addRecords(
    tx: Queryable,
    { repoId, importId, rev }: ImportPlace,
    records: readonly ArrivedRecord[],
  ): Promise<void> {
    const blobs = records.flatMap(({ path, blobs: cids }) => cids.map((cid) => ({ path, cid })))
    const subjects = records.filter(({ subject }) => subject !== undefined)
    const values = [
      ...[repoId, importId, rev],
      textArray(records.map(({ path }) => path)),
      byteaArray(records.map(({ cid }) => cid)),
      textArray(blobs.map(({ path }) => path)),
      byteaArray(blobs.map(({ cid }) => cid)),
      textArray(subjects.map(({ path }) => path)),
      textArray(subjects.map(({ subject }) => subject!)),
    ]
    await tx.query({ name: 'import-add-records', text: ADD_RECORDS, values })
  }

  override async finish(
    tx: Queryable,
    { repoId, takedowns }: ClaimedRepo,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<number> {
    const { rows } = await tx.query<{ records: number }>({
      text: FINISH,
      values: [
        ...[repoId, next.commit, next.data, next.rev, next.commitBlock],
        textArray([...takedowns.keys()]),
        textArray([...takedowns.values()]),
      ],
    })
    return rows[0]!.records
  }
}
