import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { type RevokedSession, RevokedSessionStore } from './revoked-session.store.js'

const SESSION_REVOKED = 'session_revoked'

/*
 * In the order of the ids: two transactions that revoke the same sessions must not wait for each other. A notification
 * is `<milliseconds> <id>`.
 */
const ADD = `
  WITH revoked AS (
    INSERT INTO revoked_session (id, until)
    SELECT DISTINCT id, $2::timestamptz FROM unnest($1::text[]) AS id ORDER BY id
    ON CONFLICT (id) DO UPDATE SET until = greatest(revoked_session.until, excluded.until)
    RETURNING id, until)
  SELECT pg_notify('${SESSION_REVOKED}', floor(extract(epoch FROM until) * 1000)::int8 || ' ' || id) FROM revoked`

const REMOVE_EXPIRED = `
  DELETE FROM revoked_session
   WHERE id IN (SELECT id FROM revoked_session WHERE until <= $1::timestamptz LIMIT $2::int4)`

/** Revoked sessions in the table `revoked_session`. */
@Injectable()
export class PgRevokedSessionStore extends RevokedSessionStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(on: Queryable, sessionIds: readonly string[], until: Date): Promise<void> {
    await on.query({ name: 'revoked-session-add', text: ADD, values: [sessionIds, until] })
  }

  override async list(now: Date): Promise<RevokedSession[]> {
    const { rows } = await this.db.query<{ id: string; until: Date }>({
      name: 'revoked-session-list',
      text: 'SELECT id, until FROM revoked_session WHERE until > $1::timestamptz',
      values: [now],
    })
    return rows.map(({ id, until }) => ({ id, untilMs: until.getTime() }))
  }

  override watch(hear: (revoked: RevokedSession | undefined) => void): Promise<() => Promise<void>> {
    // An empty payload follows a reconnect.
    return this.db.listen(SESSION_REVOKED, (payload) => hear(payload === '' ? undefined : parse(payload)))
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'revoked-session-expire',
      text: REMOVE_EXPIRED,
      values: [now, limit],
    })
    return rowCount
  }
}

function parse(payload: string): RevokedSession {
  const space = payload.indexOf(' ')
  return { untilMs: Number(payload.slice(0, space)), id: payload.slice(space + 1) }
}
