import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { type Restoration, RestorationStore } from './restoration.store.js'

/** Key of the advisory lock that lets one node tell the network at a time. */
const AFTERMATH_LOCK = 0x61667472

const UNFINISHED = `
  SELECT id, backup_id, public_url, ends_sessions, last_did, announced, moved_away FROM restoration
   WHERE finished_at IS NULL ORDER BY id DESC LIMIT 1`

const ADVANCE = `
  UPDATE restoration
     SET last_did = $2,
         announced = announced + CASE WHEN $3 = 'announced' THEN 1 ELSE 0 END,
         moved_away = moved_away + CASE WHEN $3 = 'movedAway' THEN 1 ELSE 0 END
   WHERE id = $1::int8`

/* Earlier ones that were not finished are of a time before this one. */
const FINISH = `
  UPDATE restoration SET finished_at = $2 WHERE id <= $1::int8 AND finished_at IS NULL
  RETURNING id, announced, moved_away`

/** Restorations in PostgreSQL: `restoration`. */
@Injectable()
export class PgRestorationStore extends RestorationStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async unfinished(): Promise<Restoration | undefined> {
    const { rows } = await this.db.query<{
      id: number
      backup_id: string
      public_url: string
      ends_sessions: boolean
      last_did: Did | null
      announced: number
      moved_away: number
    }>({ text: UNFINISHED })
    const row = rows[0]
    return (
      row && {
        ...{
          id: row.id,
          backupId: row.backup_id,
          publicUrl: row.public_url,
          endsSessions: row.ends_sessions,
        },
        ...{ lastDid: row.last_did ?? undefined, announced: row.announced, movedAway: row.moved_away },
      }
    )
  }

  override async advance(
    tx: Queryable,
    id: number,
    did: Did,
    outcome: 'announced' | 'movedAway',
  ): Promise<void> {
    await tx.query({ name: 'restoration-advance', text: ADVANCE, values: [id, did, outcome] })
  }

  override async finish(id: number, now: Date): Promise<{ announced: number; movedAway: number }> {
    const { rows } = await this.db.query<{ id: number; announced: number; moved_away: number }>({
      text: FINISH,
      values: [id, now],
    })
    const row = rows.find((each) => each.id === id)
    return { announced: row?.announced ?? 0, movedAway: row?.moved_away ?? 0 }
  }

  override async alone<T>(use: () => Promise<T>): Promise<T | undefined> {
    const client = await this.db.newClient()
    try {
      const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
        AFTERMATH_LOCK,
      ])
      return rows[0]!.alone ? await use() : undefined
    } finally {
      await client.end()
    }
  }
}
