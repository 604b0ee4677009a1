import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { type BreakerState, LeaverBreakerStore } from './leaver-breaker.store.js'

const COUNT = `
  SELECT count(DISTINCT user_id) AS left, coalesce(bool_or(user_id = $2::uuid), false) AS "isCounted"
    FROM scim_departure WHERE connection_id = $1::uuid AND at > $3::timestamptz`

const REMOVE_OLD = `
  DELETE FROM scim_departure WHERE id IN (
    SELECT id FROM scim_departure WHERE at < $1::timestamptz ORDER BY at LIMIT $2::int4)`

interface BreakerRow {
  stopped_at: Date | null
  resumed_at: Date | null
  passes: number
}

/** Counts in the tables `scim_breaker` and `scim_departure`. */
@Injectable()
export class PgLeaverBreakerStore extends LeaverBreakerStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async lock(tx: Queryable, connectionId: string): Promise<BreakerState> {
    await tx.query({
      text: 'INSERT INTO scim_breaker (connection_id) VALUES ($1::uuid) ON CONFLICT DO NOTHING',
      values: [connectionId],
    })
    return (await read(tx, connectionId, 'FOR UPDATE'))!
  }

  override find(connectionId: string): Promise<BreakerState | undefined> {
    return read(this.db, connectionId, '')
  }

  override async count(
    tx: Queryable,
    connectionId: string,
    userId: string,
    since: Date,
  ): Promise<{ readonly left: number; readonly isCounted: boolean }> {
    const values = [connectionId, userId, since]
    const { rows } = await tx.query<{ left: number; isCounted: boolean }>({ text: COUNT, values })
    return rows[0]!
  }

  override async left(tx: Queryable, connectionId: string, userId: string, at: Date): Promise<void> {
    await tx.query({
      text: 'INSERT INTO scim_departure (connection_id, user_id, at) VALUES ($1::uuid, $2::uuid, $3)',
      values: [connectionId, userId, at],
    })
  }

  override async usePass(tx: Queryable, connectionId: string): Promise<void> {
    await tx.query({
      text: 'UPDATE scim_breaker SET passes = passes - 1 WHERE connection_id = $1::uuid',
      values: [connectionId],
    })
  }

  override async stop(tx: Queryable, connectionId: string, at: Date): Promise<void> {
    await tx.query({
      text: 'UPDATE scim_breaker SET stopped_at = $2 WHERE connection_id = $1::uuid',
      values: [connectionId, at],
    })
  }

  override async resume(tx: Queryable, connectionId: string, at: Date, passes: number): Promise<void> {
    await tx.query({
      text: `UPDATE scim_breaker SET stopped_at = NULL, resumed_at = $2, passes = $3::int4
              WHERE connection_id = $1::uuid`,
      values: [connectionId, at, passes],
    })
  }

  override async countStopped(): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM scim_breaker WHERE stopped_at IS NOT NULL',
    })
    return rows[0]!.count
  }

  override async removeOld(before: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_OLD, values: [before, limit] })).rowCount
  }
}

async function read(on: Queryable, connectionId: string, suffix: string): Promise<BreakerState | undefined> {
  const { rows } = await on.query<BreakerRow>({
    text: `SELECT stopped_at, resumed_at, passes FROM scim_breaker WHERE connection_id = $1::uuid ${suffix}`,
    values: [connectionId],
  })
  const row = rows[0]
  return (
    row && {
      stoppedAt: row.stopped_at ?? undefined,
      resumedAt: row.resumed_at ?? undefined,
      passes: row.passes,
    }
  )
}
