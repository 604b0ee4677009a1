import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import type { LongJob, LongJobLine, LongJobQuery, LongJobState, NewLongJob } from './long-job.js'

/** Where all nodes are told of changes: the id of a job, a space, its state. */
export const LONG_JOB_CHANNEL = 'long_job'

const COLUMNS = `id, kind, state, requested_by, done, total, unit, result, failure, attempts, cancel_wanted,
                 created_at, started_at, ended_at`

/** Every change is told when it is committed. */
const TOLD = `SELECT changed.*, pg_notify('${LONG_JOB_CHANNEL}', changed.id || ' ' || changed.state) FROM changed`

interface JobRow {
  id: string
  kind: string
  state: LongJobState
  requested_by: string | null
  done: number
  total: number | null
  unit: string
  result: object | null
  failure: string | null
  attempts: number
  cancel_wanted: boolean
  created_at: Date
  started_at: Date | null
  ended_at: Date | null
}

/** How a run came to its end. */
export interface LongJobEnd {
  readonly state: Extract<LongJobState, 'done' | 'failed' | 'cancelled'>
  readonly at: Date
  readonly result?: object | undefined
  readonly failure?: string | undefined
}

/** Long work in the tables `long_job` and `long_job_line`. */
@Injectable()
export class LongJobStore {
  constructor(private readonly db: Database) {}

  async add(tx: Queryable, job: NewLongJob & { unit: string; createdAt: Date }): Promise<LongJob> {
    const { id, kind, input, requestedBy, unit, createdAt } = job
    const added = await this.#change(
      tx,
      `INSERT INTO long_job (id, kind, state, input, requested_by, unit, created_at)
       VALUES ($1, $2, 'waiting', $3::jsonb, $4, $5, $6) RETURNING ${COLUMNS}`,
      [id, kind, JSON.stringify(input), requestedBy ?? null, unit, createdAt],
    )
    return added!
  }

  async find(id: string, on: Queryable = this.db): Promise<LongJob | undefined> {
    const { rows } = await on.query<JobRow>({
      text: `SELECT ${COLUMNS} FROM long_job WHERE id = $1::uuid`,
      values: [id],
    })
    return rows[0] && toJob(rows[0])
  }

  async list({ kind, state, after, descending, limit }: LongJobQuery): Promise<LongJob[]> {
    const { rows } = await this.db.query<JobRow>({
      text: `SELECT ${COLUMNS} FROM long_job
              WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR state = $2)
                AND ($3::uuid IS NULL OR id ${descending ? '<' : '>'} $3::uuid)
              ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT $4::int4`,
      values: [kind ?? null, state ?? null, after ?? null, limit],
    })
    return rows.map(toJob)
  }

  async count({ kind, state }: Pick<LongJobQuery, 'kind' | 'state'>): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM long_job
              WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR state = $2)`,
      values: [kind ?? null, state ?? null],
    })
    return rows[0]!.count
  }

  /** Ids of jobs that are not over, from before a time. */
  async open(before: Date): Promise<string[]> {
    const { rows } = await this.db.query<{ id: string }>({
      text: `SELECT id FROM long_job WHERE state IN ('waiting', 'active') AND created_at <= $1::timestamptz`,
      values: [before],
    })
    return rows.map(({ id }) => id)
  }

  /** Begins a job, or begins it again; undefined if it is over. */
  async begin(id: string, at: Date): Promise<{ job: LongJob; input: unknown } | undefined> {
    const job = await this.#change(
      this.db,
      `UPDATE long_job SET state = 'active', attempts = attempts + 1, started_at = $2, done = 0, total = NULL
        WHERE id = $1::uuid AND state IN ('waiting', 'active') RETURNING ${COLUMNS}`,
      [id, at],
    )
    if (!job) return undefined
    const { rows } = await this.db.query<{ input: unknown }>({
      text: 'SELECT input FROM long_job WHERE id = $1::uuid',
      values: [id],
    })
    return { job, input: rows[0]?.input }
  }

  async progress(id: string, done: number, total: number | undefined): Promise<void> {
    await this.#change(
      this.db,
      `UPDATE long_job SET done = $2::int8, total = $3::int8 WHERE id = $1::uuid AND state = 'active'
        RETURNING ${COLUMNS}`,
      [id, done, total ?? null],
    )
  }

  /** Notes that a job is over; undefined if it was already. */
  end(
    id: string,
    { state, at, result, failure }: LongJobEnd,
    on: Queryable = this.db,
  ): Promise<LongJob | undefined> {
    return this.#change(
      on,
      `UPDATE long_job SET state = $2, ended_at = $3, result = $4::jsonb, failure = $5
        WHERE id = $1::uuid AND state = 'active' RETURNING ${COLUMNS}`,
      [id, state, at, result === undefined ? null : JSON.stringify(result), failure ?? null],
    )
  }

  /** Gives a job back that this node cannot finish; the attempt does not count. */
  async giveBack(id: string): Promise<void> {
    await this.#change(
      this.db,
      `UPDATE long_job SET state = 'waiting', attempts = attempts - 1 WHERE id = $1::uuid AND state = 'active'
        RETURNING ${COLUMNS}`,
      [id],
    )
  }

  /** Ends a job that was not begun, and asks one that was to stop; undefined if it is over. */
  async cancel(tx: Queryable, id: string, at: Date): Promise<LongJob | undefined> {
    return this.#change(
      tx,
      `UPDATE long_job
          SET cancel_wanted = true,
              state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
              ended_at = CASE state WHEN 'waiting' THEN $2::timestamptz END
        WHERE id = $1::uuid AND state IN ('waiting', 'active') RETURNING ${COLUMNS}`,
      [id, at],
    )
  }

  /** Makes a job wait again that has failed or was cancelled; undefined if there is none. */
  async retry(tx: Queryable, id: string): Promise<LongJob | undefined> {
    return this.#change(
      tx,
      `UPDATE long_job SET state = 'waiting', attempts = 0, cancel_wanted = false, failure = NULL, ended_at = NULL
        WHERE id = $1::uuid AND state IN ('failed', 'cancelled') RETURNING ${COLUMNS}`,
      [id],
    )
  }

  async addLine(id: string, at: Date, text: string): Promise<void> {
    await this.db.query({
      text: `WITH line AS (
               INSERT INTO long_job_line (job_id, no, at, text)
               SELECT $1::uuid, coalesce(max(no), 0) + 1, $2::timestamptz, $3 FROM long_job_line WHERE job_id = $1::uuid
               RETURNING job_id)
             SELECT pg_notify('${LONG_JOB_CHANNEL}', job_id || ' active') FROM line`,
      values: [id, at, text],
    })
  }

  /** Lines of a job's log after a number, in order. */
  async lines(id: string, after: number, limit: number): Promise<LongJobLine[]> {
    const { rows } = await this.db.query<LongJobLine>({
      text: `SELECT no, at, text FROM long_job_line WHERE job_id = $1::uuid AND no > $2::int4
              ORDER BY no LIMIT $3::int4`,
      values: [id, after, limit],
    })
    return rows
  }

  /** How many jobs were over before a time. */
  async countEnded(before: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM long_job WHERE ended_at < $1::timestamptz',
      values: [before],
    })
    return rows[0]!.count
  }

  /** Forgets up to `limit` jobs that were over before a time; returns how many. */
  async removeEnded(before: Date, limit: number): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `WITH gone AS (
               DELETE FROM long_job WHERE id IN (
                 SELECT id FROM long_job WHERE ended_at < $1::timestamptz LIMIT $2::int4)
               RETURNING id),
             lines AS (DELETE FROM long_job_line WHERE job_id IN (SELECT id FROM gone))
             SELECT count(*) AS count FROM gone`,
      values: [before, limit],
    })
    return rows[0]!.count
  }

  async #change(on: Queryable, text: string, values: readonly unknown[]): Promise<LongJob | undefined> {
    const { rows } = await on.query<JobRow>({ text: `WITH changed AS (${text}) ${TOLD}`, values })
    return rows[0] && toJob(rows[0])
  }
}

function toJob(row: JobRow): LongJob {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    requestedBy: row.requested_by ?? undefined,
    done: row.done,
    total: row.total ?? undefined,
    unit: row.unit,
    result: row.result ?? undefined,
    failure: row.failure ?? undefined,
    attempts: row.attempts,
    isCancelWanted: row.cancel_wanted,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
  }
}
