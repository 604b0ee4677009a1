import type { CidBytes } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { byteaArray, type Queryable, textArray } from '../../database/index.js'
import type { StoredRecord } from '../repo.store.js'
import { type Correction, type StoredRepo, RepairStore } from './repair.store.js'

interface HeadRow {
  repo_id: number
  root: Buffer
  data: Buffer
  rev: string
  commit_block: Buffer
  active: boolean
}

/** Rows that one statement writes. */
const ROWS_AT_ONCE = 2_000

const HEAD = `
  SELECT repo.repo_id, repo.root, repo.data, repo.rev, repo.commit_block, account.status = 'active' AS active
    FROM repo JOIN account USING (did) WHERE repo.did = $1`

const ADD_NODES = `
  INSERT INTO repo_node (repo_id, cid, content, rev)
  SELECT $1::int8, new.cid, new.content, $2 FROM unnest($3::bytea[], $4::bytea[]) AS new (cid, content)`

const SET_CIDS = `
  UPDATE repo_record record SET cid = new.cid, rev = $2
    FROM unnest($3::text[], $4::bytea[]) AS new (path, cid)
   WHERE record.repo_id = $1::int8 AND record.path = new.path`

/** Repairs in the tables `repo`, `repo_node` and `repo_record`. */
@Injectable()
export class PgRepairStore extends RepairStore {
  override async lock(tx: Queryable, did: Did): Promise<StoredRepo | undefined> {
    await tx.query({ text: 'SELECT FROM repo WHERE did = $1 FOR UPDATE', values: [did] })
    // Read afterwards: a change of the account's state may have been waited for.
    return this.find(tx, did)
  }

  override async freeze(tx: Queryable, did: Did): Promise<StoredRepo | undefined> {
    await tx.query({ text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY' })
    return this.find(tx, did)
  }

  /** A repository as it is at the moment. */
  async find(on: Queryable, did: Did): Promise<StoredRepo | undefined> {
    const { rows } = await on.query<HeadRow>({ text: HEAD, values: [did] })
    return rows[0] && toRepo(rows[0])
  }

  override async records(
    tx: Queryable,
    repoId: number,
    afterPath: string,
    limit: number,
  ): Promise<StoredRecord[]> {
    const { rows } = await tx.query<{ path: string; cid: Buffer; content: Buffer }>({
      name: 'repair-records',
      text: `SELECT path, cid, content FROM repo_record
              WHERE repo_id = $1::int8 AND path > $2 ORDER BY path LIMIT $3::int4`,
      values: [repoId, afterPath, limit],
      binary: true,
    })
    return rows
  }

  override async nodes(
    tx: Queryable,
    repoId: number,
    afterCid: Uint8Array,
    limit: number,
  ): Promise<CarBlock[]> {
    const { rows } = await tx.query<{ cid: Buffer; content: Buffer }>({
      name: 'repair-nodes',
      text: `SELECT cid, content FROM repo_node
              WHERE repo_id = $1::int8 AND cid > $2 ORDER BY cid LIMIT $3::int4`,
      values: [repoId, Buffer.from(afterCid), limit],
      binary: true,
    })
    return rows.map(({ cid, content }) => ({ cid, bytes: content }))
  }

  override async correct(tx: Queryable, repoId: number, rev: string, correction: Correction): Promise<void> {
    for (const gone of portions(correction.gone)) {
      await tx.query({
        text: 'DELETE FROM repo_node WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[])',
        values: [repoId, byteaArray(gone)],
      })
    }
    for (const nodes of portions(correction.nodes)) {
      const cids = byteaArray(nodes.map(({ cid }) => cid))
      const contents = byteaArray(nodes.map(({ bytes }) => bytes))
      await tx.query({ text: ADD_NODES, values: [repoId, rev, cids, contents] })
    }
    for (const records of portions(correction.records)) {
      const paths = textArray(records.map(({ path }) => path))
      const cids = byteaArray(records.map(({ cid }) => cid))
      await tx.query({ text: SET_CIDS, values: [repoId, rev, paths, cids] })
    }
  }

  override async setHead(
    tx: Queryable,
    repoId: number,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<void> {
    await tx.query({
      text: 'UPDATE repo SET root = $2, data = $3, rev = $4, commit_block = $5 WHERE repo_id = $1::int8',
      values: [repoId, next.commit, next.data, next.rev, next.commitBlock],
    })
  }
}

function toRepo(row: HeadRow): StoredRepo {
  const { repo_id: repoId, root: commit, data, rev, commit_block: commitBlock, active: isActive } = row
  return { repoId, commit, data, rev, commitBlock, isActive }
}

function* portions<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += ROWS_AT_ONCE) yield items.slice(from, from + ROWS_AT_ONCE)
}
