import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import type { MailLanguage } from '../../mail/index.js'
import type { MoveState } from '../../migration/index.js'
import { isTimedId } from '../../telemetry/index.js'
import { type GuidedMove, type GuidedMoveState, type MoveWish, OPEN_STATES } from './guided-move.js'

/** A move that begins, or goes on. */
export interface MoveBeginning {
  readonly jobId: string
  readonly passage: MoveState
  readonly expiresAt: Date
  readonly now: Date
}

/** Another link in place of the former one. */
export interface MoveRenewal {
  /** SHA-256 of what the link says */
  readonly tokenHash: Uint8Array
  readonly inviteCode: string
  readonly expiresAt: Date
  readonly now: Date
}

/** How a run of a move came to its end. */
export interface MoveRest {
  readonly state: Extract<GuidedMoveState, 'waiting' | 'failed' | 'done'>
  readonly wish?: MoveWish | undefined
  readonly problem?: string | undefined
  readonly now: Date
}

/** A part of the list of moves, by their ids, which are in the order in which they were made. */
export interface GuidedMoveSlice {
  readonly descending: boolean
  readonly limit: number
  readonly after: { readonly id: string } | undefined
}

const OPEN = `state IN (${OPEN_STATES.map((state) => `'${state}'`).join(', ')})`
/** As the index has it. */
const OPEN_OF_INDEX = `state = ANY (ARRAY[${OPEN_STATES.map((state) => `'${state}'::text`).join(', ')}])`
/** Until it is over. @param now a parameter */
const GOOD = (now: string) => `${OPEN} AND (state = 'underWay' OR expires_at > ${now}::timestamptz)`

const ADD = `
  INSERT INTO guided_move (id, did, origin, old_handle, new_handle, email, language, invite_code, token_hash, state,
                           created_at, expires_at, changed_at)
  VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, 'invited', $10, $11, $10)
  ON CONFLICT (did) WHERE ${OPEN_OF_INDEX} DO NOTHING`
const CLOSE_EXPIRED = `UPDATE guided_move SET state = 'expired' WHERE did = $1 AND ${OPEN} AND NOT (${GOOD('$2')})`
const OPEN_LINK = `
  UPDATE guided_move SET device_id = $2, changed_at = $3
   WHERE id = $1::uuid AND device_id IS NULL AND ${GOOD('$3')}`
/** An invitation that nobody has followed can be renewed however old it is; what was kept for others is gone by then. */
const RENEW = `
  UPDATE guided_move SET token_hash = $2, device_id = NULL, invite_code = $3, expires_at = $4, changed_at = $5
   WHERE id = $1::uuid AND state IN ('invited', 'waiting', 'failed')
     AND (state = 'invited' OR expires_at > $5::timestamptz)`
const BEGIN = `
  UPDATE guided_move
     SET state = 'underWay', wish = NULL, problem = NULL, job_id = $2, passage = $3::jsonb, expires_at = $4, changed_at = $5
   WHERE id = $1::uuid AND state <> 'underWay' AND ${GOOD('$5')}`
const KEEP = `UPDATE guided_move SET passage = $3::jsonb WHERE id = $1::uuid AND state = 'underWay' AND job_id = $2::uuid`
/** What a move needed to be signed in goes with its end. */
const REST = `
  WITH rested AS (
    UPDATE guided_move SET state = $3, wish = $4, problem = $5, changed_at = $6
     WHERE id = $1::uuid AND state = 'underWay' AND job_id = $2::uuid RETURNING id, state)
  DELETE FROM guided_move_secret USING rested
   WHERE guided_move_secret.id = rested.id::text AND rested.state = 'done'`
const REST_OF_JOB = `
  UPDATE guided_move SET state = $2, problem = $3, changed_at = $4 WHERE job_id = $1::uuid AND state = 'underWay'`
const ROLL_BACK = `
  UPDATE guided_move SET state = 'rolledBack', wish = NULL, problem = NULL, changed_at = $2
   WHERE id = $1::uuid AND state IN ('invited', 'waiting', 'failed')`
/** As it is told: what expired says so. */
const SHOWN = (now: string) => `CASE WHEN ${OPEN} AND NOT (${GOOD(now)}) THEN 'expired' ELSE state END`
/** $1: now; $2: the state that is told, or null. An index has the states as they are kept. */
const FILTER = `($2::text IS NULL
                 OR (state = $2::text OR $2::text = 'expired' AND ${OPEN}) AND ${SHOWN('$1')} = $2::text)`
const REMOVE_ENDED = `
  DELETE FROM guided_move WHERE id IN (
    SELECT id FROM guided_move WHERE changed_at < $1::timestamptz AND NOT (${GOOD('$2')}) LIMIT $3::int4)`

interface MoveRow {
  id: string
  did: Did
  origin: string
  old_handle: string | null
  new_handle: string | null
  email: string | null
  language: MailLanguage
  invite_code: string
  device_id: Buffer | null
  shown_state: GuidedMoveState
  wish: MoveWish | null
  problem: string | null
  job_id: string | null
  passage: MoveState | null
  created_at: Date
  expires_at: Date
  changed_at: Date
}

/**
 * Moves in the table `guided_move`. What changes one says `false` where that cannot be any more. A run changes a move as long
 * as its job is the one that was begun last.
 */
@Injectable()
export class GuidedMoveStore {
  constructor(private readonly db: Database) {}

  /** @param tokenHash SHA-256 of what the link says */
  add(tx: Queryable, move: GuidedMove, tokenHash: Uint8Array): Promise<boolean> {
    const { id, did, origin, oldHandle, newHandle, email, language, inviteCode, createdAt, expiresAt } = move
    const names = [oldHandle ?? null, newHandle ?? null, email ?? null]
    const values = [
      id,
      did,
      origin,
      ...names,
      language,
      inviteCode,
      Buffer.from(tokenHash),
      createdAt,
      expiresAt,
    ]
    return changes(tx, ADD, values)
  }

  /** Makes room for another move of an account whose last one was never followed in time. */
  async closeExpired(tx: Queryable, did: string, now: Date): Promise<void> {
    await tx.query({ text: CLOSE_EXPIRED, values: [did, now] })
  }

  async find(id: string, now: Date, on: Queryable = this.db): Promise<GuidedMove | undefined> {
    return isTimedId(id) ? this.#find(on, now, 'id = $2::uuid', id) : undefined
  }

  findByToken(tokenHash: Uint8Array, now: Date): Promise<GuidedMove | undefined> {
    return this.#find(this.db, now, 'token_hash = $2', Buffer.from(tokenHash))
  }

  /** The move of an account that is not over. */
  findOpen(did: string, now: Date): Promise<GuidedMove | undefined> {
    return this.#find(this.db, now, `did = $2 AND ${OPEN}`, did)
  }

  /** @param state absent: all */
  async list(state: string | undefined, now: Date, slice: GuidedMoveSlice): Promise<GuidedMove[]> {
    const { descending, limit, after } = slice
    const { rows } = await this.db.query<MoveRow>({
      text: `SELECT *, ${SHOWN('$1')} AS shown_state FROM guided_move
              WHERE ${FILTER}
                AND ($3::uuid IS NULL OR id ${descending ? '<' : '>'} $3::uuid)
              ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT $4::int4`,
      values: [now, state ?? null, after?.id ?? null, limit],
    })
    return rows.map(toMove)
  }

  async count(state: string | undefined, now: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM guided_move WHERE ${FILTER}`,
      values: [now, state ?? null],
    })
    return rows[0]!.count
  }

  /** Binds a link to a browser, once. */
  open(id: string, deviceId: Uint8Array, now: Date): Promise<boolean> {
    return changes(this.db, OPEN_LINK, [id, Buffer.from(deviceId), now])
  }

  /** Another link takes the place of the former one, to be opened in any browser. */
  renew(tx: Queryable, id: string, { tokenHash, inviteCode, expiresAt, now }: MoveRenewal): Promise<boolean> {
    return changes(tx, RENEW, [id, Buffer.from(tokenHash), inviteCode, expiresAt, now])
  }

  begin(tx: Queryable, id: string, { jobId, passage, expiresAt, now }: MoveBeginning): Promise<boolean> {
    return changes(tx, BEGIN, [id, jobId, JSON.stringify(passage), expiresAt, now])
  }

  keep(id: string, jobId: string, passage: MoveState): Promise<boolean> {
    return changes(this.db, KEEP, [id, jobId, JSON.stringify(passage)])
  }

  /** Notes how a run came to its end, if the move is still its own. */
  async rest(id: string, jobId: string, rest: MoveRest): Promise<void> {
    const { state, wish, problem, now } = rest
    await this.db.query({ text: REST, values: [id, jobId, state, wish ?? null, problem ?? null, now] })
  }

  /** The same where only the job is known, which has not come to an end by itself. */
  restOfJob(tx: Queryable, jobId: string, { state, problem, now }: MoveRest): Promise<boolean> {
    return changes(tx, REST_OF_JOB, [jobId, state, problem ?? null, now])
  }

  /** Removes the moves of an account, but for those that were taken back. */
  async forget(tx: Queryable, did: string): Promise<void> {
    await tx.query({
      text: `DELETE FROM guided_move WHERE did = $1 AND state <> 'rolledBack'`,
      values: [did],
    })
  }

  rollBack(tx: Queryable, id: string, now: Date): Promise<boolean> {
    return changes(tx, ROLL_BACK, [id, now])
  }

  /** Removes up to `limit` that were over before a time; returns how many went. */
  async removeEnded(before: Date, now: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_ENDED, values: [before, now, limit] })).rowCount
  }

  async #find(on: Queryable, now: Date, where: string, value: string | Buffer) {
    const text = `SELECT *, ${SHOWN('$1')} AS shown_state FROM guided_move WHERE ${where}`
    const { rows } = await on.query<MoveRow>({ text, values: [now, value] })
    return rows[0] && toMove(rows[0])
  }
}

async function changes(on: Queryable, text: string, values: unknown[]): Promise<boolean> {
  return (await on.query({ text, values })).rowCount === 1
}

function toMove(row: MoveRow): GuidedMove {
  return {
    ...{ id: row.id, did: row.did, origin: row.origin, language: row.language, inviteCode: row.invite_code },
    ...{ oldHandle: row.old_handle ?? undefined, newHandle: row.new_handle ?? undefined },
    ...{ email: row.email ?? undefined, deviceId: row.device_id ?? undefined },
    ...{ state: row.shown_state, wish: row.wish ?? undefined, problem: row.problem ?? undefined },
    ...{ jobId: row.job_id ?? undefined, passage: row.passage ?? undefined },
    ...{ createdAt: row.created_at, expiresAt: row.expires_at, changedAt: row.changed_at },
  }
}
