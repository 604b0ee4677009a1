import { Injectable } from '@nestjs/common'
import { Database, type Queryable, textArray, UnitOfWork } from '../database/index.js'

/** Nodes are told on it of what was committed. */
export const MAIL_WAITS = 'mail_waits'

/** A mail that is not in the queue yet. */
export interface WaitingMail {
  readonly id: string
  readonly sealed: string
}

/** Mails that belong to transactions, in the table `waiting_mail`. */
@Injectable()
export class WaitingMailStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly db: Database,
  ) {}

  /** Keeps one in the caller's transaction; with its end, nodes hear of it. */
  async add(tx: Queryable, sealed: string): Promise<void> {
    await tx.query({
      text: `
        WITH kept AS (
          INSERT INTO waiting_mail (id, sealed, created_at) VALUES (gen_random_uuid(), $1, now()) RETURNING id)
        SELECT pg_notify('${MAIL_WAITS}', '') FROM kept`,
      values: [sealed],
    })
  }

  /**
   * Forgets one that was sent though it is here still: whoever passed it on died before they could. It waits for whoever
   * passes it on just now.
   */
  async forget(id: string): Promise<void> {
    await this.db.query({ text: 'DELETE FROM waiting_mail WHERE id = $1::uuid', values: [id] })
  }

  /**
   * Passes mails on that nobody else passes on just now, the oldest first, and forgets them.
   * @returns how many
   */
  take(limit: number, pass: (mail: WaitingMail) => Promise<void>): Promise<number> {
    return this.work.run(async (tx) => {
      const { rows } = await tx.query<WaitingMail>({
        text: 'SELECT id, sealed FROM waiting_mail ORDER BY created_at LIMIT $1::int4 FOR UPDATE SKIP LOCKED',
        values: [limit],
      })
      for (const mail of rows) await pass(mail)
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0)
        await tx.query({
          text: 'DELETE FROM waiting_mail WHERE id = ANY($1::text[]::uuid[])',
          values: [textArray(ids)],
        })
      return rows.length
    })
  }
}
