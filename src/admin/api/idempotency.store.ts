import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'

/** What is known of a request that came before with the same key. */
export interface KnownRequest {
  readonly requestHash: Buffer
  /** undefined: not answered yet */
  readonly status: number | undefined
  readonly answer: Buffer | undefined
}

const CLAIM = `
  INSERT INTO admin_idempotency (key, request_hash, created_at) VALUES ($1, $2, $3)
  ON CONFLICT (key) DO UPDATE SET request_hash = excluded.request_hash, created_at = excluded.created_at,
                                  status = NULL, answer = NULL
   WHERE admin_idempotency.created_at < $4::timestamptz
      OR (admin_idempotency.status IS NULL AND admin_idempotency.created_at < $5::timestamptz)
  RETURNING key`

/** Requests that may be sent again, in the table `admin_idempotency`. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly db: Database) {}

  /**
   * Claims a key for a request.
   * @param times `expired`: answers from before are forgotten; `abandoned`: so are requests that nobody will answer
   * @returns what is known of the request that has it; undefined if it is this one
   */
  async claim(
    key: Buffer,
    requestHash: Buffer,
    times: { readonly now: Date; readonly expired: Date; readonly abandoned: Date },
  ): Promise<KnownRequest | undefined> {
    const values = [key, requestHash, times.now, times.expired, times.abandoned]
    const { rowCount } = await this.db.query({ text: CLAIM, values })
    return rowCount === 1 ? undefined : this.#find(key)
  }

  /** Keeps the answer to a request. */
  async answered(key: Buffer, status: number, answer: Buffer): Promise<void> {
    await this.db.query({
      text: 'UPDATE admin_idempotency SET status = $2, answer = $3 WHERE key = $1',
      values: [key, status, answer],
    })
  }

  /** Gives a key back: nothing was done. */
  async release(key: Buffer): Promise<void> {
    await this.db.query({ text: 'DELETE FROM admin_idempotency WHERE key = $1', values: [key] })
  }

  async #find(key: Buffer): Promise<KnownRequest | undefined> {
    const { rows } = await this.db.query<{
      request_hash: Buffer
      status: number | null
      answer: Buffer | null
    }>({
      text: 'SELECT request_hash, status, answer FROM admin_idempotency WHERE key = $1',
      values: [key],
    })
    const [row] = rows
    return (
      row && {
        requestHash: row.request_hash,
        status: row.status ?? undefined,
        answer: row.answer ?? undefined,
      }
    )
  }
}
