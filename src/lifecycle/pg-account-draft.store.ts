import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, isUniqueViolation, type Queryable } from '../database/index.js'
import { type AccountDraft, AccountDraftStore } from './account-draft.store.js'
import { creationPoint } from './creation-point.js'
import { LOCK_HANDLE } from './handle-lock.js'

/** Steps of a draft: on its way to an account, or on its way out. */
const RESERVED = 'reserved'
const GIVEN_UP = 'givenUp'

const INSERT = `
  INSERT INTO account_draft (did, handle, email, input, signing_key_did, signing_key_wrapped, signing_key_kek_id,
                             plc_operation, step, created_at, updated_at)
  VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8::jsonb, '${RESERVED}', $9, $9)`

/*
 * Who came earlier keeps the address. Should two drafts pass all the same (their clocks may differ), the unique
 * index of the accounts decides when the first of them becomes one.
 */
const IN_THE_WAY = `
  SELECT EXISTS (SELECT FROM account WHERE lower(handle) = $2)
      OR EXISTS (SELECT FROM handle_claim WHERE handle = $2) AS handle,
         EXISTS (SELECT FROM account WHERE lower(email) = $3)
      OR EXISTS (SELECT FROM account_draft other
                  WHERE other.email = $3 AND (other.created_at, other.did) < ($4::timestamptz, $1)) AS email`

const HOLDS = `
  SELECT EXISTS (SELECT FROM account_draft WHERE lower(handle) = $1)
      OR EXISTS (SELECT FROM handle_claim WHERE handle = $1) AS handle,
         EXISTS (SELECT FROM account_draft WHERE email = $2) AS email`

// The column must hold something unique: the DID stands in for the handle.
const GIVE_UP = `step = '${GIVEN_UP}', handle = did, email = NULL`

const CLAIM = `
  UPDATE account_draft SET ${GIVE_UP}, updated_at = $2
   WHERE did IN (SELECT did FROM account_draft WHERE updated_at < $1 ORDER BY updated_at LIMIT $3
                    FOR UPDATE SKIP LOCKED)
  RETURNING did`

/** Drafts in the table `account_draft`. */
@Injectable()
export class PgAccountDraftStore extends AccountDraftStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async reserve(draft: AccountDraft, now: Date): Promise<'reserved' | 'handleTaken' | 'emailTaken'> {
    const { did, handle, email, operation, signingKey } = draft
    const key = [signingKey.didKey, Buffer.from(signingKey.wrapped), signingKey.kekId]
    const values = [did, handle, email, JSON.stringify({ handle }), ...key, JSON.stringify(operation), now]
    try {
      await this.db.query({ name: 'draft-insert', text: INSERT, values })
    } catch (error) {
      if (isUniqueViolation(error, 'account_draft_handle_key')) return 'handleTaken'
      throw error
    }
    creationPoint('draft inserted')
    // Only after the reservation is in place: whoever takes the handle from now on meets it.
    const taken = await this.#ask(this.db, 'draft-in-the-way', IN_THE_WAY, [did, handle, email, now])
    if (!taken.handle && !taken.email) return 'reserved'
    await this.remove(did)
    return taken.handle ? 'handleTaken' : 'emailTaken'
  }

  override async holds(
    on: Queryable,
    handle: string,
    email: string,
  ): Promise<{ handle: boolean; email: boolean }> {
    await on.query({ name: 'handle-lock', text: LOCK_HANDLE, values: [handle] })
    return this.#ask(on, 'draft-holds', HOLDS, [handle, email])
  }

  override async finish(tx: Queryable, did: Did): Promise<boolean> {
    const { rowCount } = await tx.query({
      name: 'draft-finish',
      text: `DELETE FROM account_draft WHERE did = $1 AND step = '${RESERVED}'`,
      values: [did],
    })
    return rowCount === 1
  }

  override async giveUp(did: Did, now: Date): Promise<void> {
    await this.db.query({
      text: `UPDATE account_draft SET ${GIVE_UP}, updated_at = $2 WHERE did = $1`,
      values: [did, now],
    })
  }

  override async remove(did: Did): Promise<void> {
    await this.db.query({ text: 'DELETE FROM account_draft WHERE did = $1', values: [did] })
  }

  override async claimAbandoned(untouchedSince: Date, now: Date, limit: number): Promise<Did[]> {
    const { rows } = await this.db.query<{ did: Did }>({ text: CLAIM, values: [untouchedSince, now, limit] })
    return rows.map((row) => row.did)
  }

  async #ask(
    on: Queryable,
    name: string,
    text: string,
    values: unknown[],
  ): Promise<{ handle: boolean; email: boolean }> {
    const { rows } = await on.query<{ handle: boolean; email: boolean }>({ name, text, values })
    return rows[0]!
  }
}
