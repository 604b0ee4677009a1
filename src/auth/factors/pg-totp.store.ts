import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import type { WrappedKey } from '../../identity/index.js'
import { type StoredTotp, TotpStore } from './totp.store.js'

const BEGIN = `
  INSERT INTO totp_factor (did, wrapped, kek_id, begun_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (did) DO UPDATE
     SET wrapped = excluded.wrapped, kek_id = excluded.kek_id, begun_at = excluded.begun_at
   WHERE totp_factor.confirmed_at IS NULL`

const CONFIRM = `
  UPDATE totp_factor SET confirmed_at = $4, last_step = $3
   WHERE did = $1 AND wrapped = $2 AND confirmed_at IS NULL`

/** Of several at a time with one step, one changes the row. */
const USE_STEP = `
  UPDATE totp_factor SET last_step = $2
   WHERE did = $1 AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < $2)`

const REMOVE_PENDING = `
  DELETE FROM totp_factor WHERE did IN (
    SELECT did FROM totp_factor WHERE confirmed_at IS NULL AND begun_at < $1::timestamptz LIMIT $2::int4)`

interface TotpRow {
  wrapped: Buffer
  kek_id: string
  begun_at: Date
  confirmed_at: Date | null
}

/** Secrets of apps in the table `totp_factor`. */
@Injectable()
export class PgTotpStore extends TotpStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(did: Did, on: Queryable = this.db): Promise<StoredTotp | undefined> {
    const { rows } = await on.query<TotpRow>({
      name: 'totp-find',
      text: 'SELECT wrapped, kek_id, begun_at, confirmed_at FROM totp_factor WHERE did = $1',
      values: [did],
    })
    const row = rows[0]
    return (
      row && {
        wrapped: row.wrapped,
        kekId: row.kek_id,
        begunAt: row.begun_at,
        confirmedAt: row.confirmed_at ?? undefined,
      }
    )
  }

  override async begin(did: Did, { wrapped, kekId }: WrappedKey, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'totp-begin',
      text: BEGIN,
      values: [did, Buffer.from(wrapped), kekId, now],
    })
    return rowCount === 1
  }

  override async confirm(
    on: Queryable,
    did: Did,
    { wrapped }: WrappedKey,
    step: number,
    now: Date,
  ): Promise<boolean> {
    const { rowCount } = await on.query({
      name: 'totp-confirm',
      text: CONFIRM,
      values: [did, Buffer.from(wrapped), step, now],
    })
    return rowCount === 1
  }

  override async useStep(did: Did, step: number): Promise<boolean> {
    const { rowCount } = await this.db.query({ name: 'totp-use-step', text: USE_STEP, values: [did, step] })
    return rowCount === 1
  }

  override async remove(on: Queryable, did: Did): Promise<boolean> {
    const { rows } = await on.query<{ was_confirmed: boolean }>({
      name: 'totp-remove',
      text: 'DELETE FROM totp_factor WHERE did = $1 RETURNING confirmed_at IS NOT NULL AS was_confirmed',
      values: [did],
    })
    return rows[0]?.was_confirmed ?? false
  }

  override async removePending(begunBefore: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_PENDING, values: [begunBefore, limit] })).rowCount
  }
}
