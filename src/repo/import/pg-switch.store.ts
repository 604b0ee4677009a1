import { type CidBytes, cidStringToBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { SETTLE_EXPIRY } from '../../blob/index.js'
import type { Queryable } from '../../database/index.js'
import { type ClaimedRepo, type HeldImport, SwitchStore } from './switch.store.js'

/** What is kept of an arrived import, as JSON. */
export interface StoredArrived {
  data: string
  rev: string
  formerRev: string
}

const HOLD = `
  SELECT repo_id, arrived FROM repo_import
   WHERE import_id = $1::int8 AND arrived IS NOT NULL AND repo_id IS NOT NULL FOR UPDATE SKIP LOCKED`

const RESTAMP = ['repo_node', 'repo_record'].map(
  (table) => `UPDATE ${table} SET rev = $2 WHERE repo_id = $1::int8`,
)

const KEEP_TAKEDOWNS = `
  UPDATE repo_record record SET takedown_ref = former.takedown_ref
    FROM repo_record former
   WHERE former.repo_id = $1::int8 AND former.takedown_ref IS NOT NULL
     AND record.repo_id = $2::int8 AND record.path = former.path`

/** Of a held repository, records that the new contents do not have as they were. */
const KEEP_HELD = `
  INSERT INTO held_record (did, path, cid, content, rev)
  SELECT repo.did, former.path, former.cid, former.content, former.rev
    FROM repo JOIN repo_record former USING (repo_id)
   WHERE repo.repo_id = $1::int8 AND repo.is_held
     AND NOT EXISTS (
       SELECT FROM repo_record record
        WHERE record.repo_id = $2::int8 AND record.path = former.path AND record.cid = former.cid)`

const KEEP_BLOBS = `UPDATE blob SET repo_id = $2::int8 WHERE repo_id = $1::int8`

/*
 * The repository goes over to the rows of the import by taking their id. Its former rows are left behind under the
 * former id, as those of a removed repository are.
 */
const FINISH = `
  WITH former AS (
    INSERT INTO repo_removed (repo_id) VALUES ($1::int8)),
  ended AS (
    DELETE FROM repo_import WHERE import_id = $7::int8)
  UPDATE repo SET repo_id = $2::int8, root = $3, data = $4, rev = $5, commit_block = $6 WHERE repo_id = $1::int8`

/** Switches in the tables `repo`, `repo_import` and those of the contents. */
@Injectable()
export class PgSwitchStore extends SwitchStore {
  override async hold(tx: Queryable, importId: number): Promise<HeldImport | undefined> {
    const { rows } = await tx.query<{ repo_id: number; arrived: StoredArrived }>({
      text: HOLD,
      values: [importId],
    })
    if (!rows[0]) return undefined
    const { repo_id: repoId, arrived } = rows[0]
    const { data, rev, formerRev } = arrived
    return { importId, repoId, data: cidStringToBytes(data), rev, formerRev }
  }

  override async claim(tx: Queryable, did: Did): Promise<ClaimedRepo | undefined> {
    // As much as there is of it has to be done; it ends with the transaction.
    await tx.query({ text: 'SET LOCAL statement_timeout = 0' })
    const { rows } = await tx.query<{ repo_id: number; rev: string }>({
      text: 'SELECT repo_id, rev FROM repo WHERE did = $1 FOR UPDATE',
      values: [did],
    })
    return rows[0] && { repoId: rows[0].repo_id, rev: rows[0].rev }
  }

  override async restamp(tx: Queryable, repoId: number, rev: string): Promise<void> {
    for (const text of RESTAMP) await tx.query({ text, values: [repoId, rev] })
  }

  override async finish(
    tx: Queryable,
    { importId, repoId }: HeldImport,
    former: ClaimedRepo,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<void> {
    const ids = [former.repoId, repoId]
    for (const text of [KEEP_HELD, KEEP_TAKEDOWNS, KEEP_BLOBS]) await tx.query({ text, values: ids })
    await tx.query({ text: SETTLE_EXPIRY, values: [repoId] })
    const { commit, data, rev, commitBlock } = next
    await tx.query({ text: FINISH, values: [...ids, commit, data, rev, commitBlock, importId] })
  }

  override async isActive(tx: Queryable, did: Did): Promise<boolean> {
    const { rows } = await tx.query<{ active: boolean }>({
      text: `SELECT status = 'active' AS active FROM account WHERE did = $1`,
      values: [did],
    })
    return rows[0]?.active ?? false
  }
}
