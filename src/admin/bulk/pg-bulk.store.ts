import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { Database, isUniqueViolation, type Queryable } from '../../database/index.js'
import type { GrantsJson } from '../../roles/index.js'
import type { Slice } from '../api/list-page.js'
import { isTimedId } from '../api/timed-id.js'
import type { BulkJob, BulkOptions, BulkOutcome, BulkRow, RowResult } from './bulk-job.js'
import { type BulkProgress, BulkStore, type NewRow } from './bulk.store.js'

const ADD_ROWS = `
  INSERT INTO bulk_row (job_id, number, input, state, outcome, detail)
  SELECT $1::uuid, place, (entry->'input'), CASE WHEN entry ? 'outcome' THEN 'done' ELSE 'waiting' END,
         entry->>'outcome', entry->>'detail'
    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS entries (entry, place)`

interface JobRow {
  id: string
  options: BulkOptions
  dry_run: boolean
  reason: string | null
  total: number
  agent: Agent
  grants: GrantsJson
  created_by: string
  created_at: Date
}

interface RowRow {
  number: number
  input: BulkRow['input']
  state: BulkRow['state']
  outcome: BulkOutcome | null
  did: string | null
  detail: string | null
  handle: string | null
}

/** Work on many accounts in the tables `bulk_job` and `bulk_row`. */
@Injectable()
export class PgBulkStore extends BulkStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, job: BulkJob, rows: readonly NewRow[]): Promise<void> {
    const { id, options, dryRun, reason, total, agent, grants, createdBy, createdAt } = job
    await tx.query({
      text: `INSERT INTO bulk_job (id, kind, options, dry_run, reason, total, agent, grants, created_by, created_at)
             VALUES ($1::uuid, $2, $3::jsonb, $4, $5, $6, $7::jsonb, $8::jsonb, $9, $10)`,
      values: [
        ...[id, options.kind, JSON.stringify(options), dryRun, reason ?? null, total],
        ...[JSON.stringify(agent), JSON.stringify(grants), createdBy, createdAt],
      ],
    })
    const entries = rows.map(({ input, result }) => ({ input, ...result }))
    await tx.query({ text: ADD_ROWS, values: [id, JSON.stringify(entries)] })
  }

  override async find(id: string): Promise<BulkJob | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await this.db.query<JobRow>({
      text: 'SELECT * FROM bulk_job WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toJob(rows[0])
  }

  override async list(
    createdBy: string | undefined,
    { descending, after, limit }: Slice,
  ): Promise<BulkJob[]> {
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    const { rows } = await this.db.query<JobRow>({
      text: `SELECT * FROM bulk_job
              WHERE ($1::uuid IS NULL OR id ${beyond} $1::uuid) AND ($2::text IS NULL OR created_by = $2::text)
              ORDER BY id ${direction} LIMIT $3::int4`,
      values: [after && isTimedId(after.id) ? after.id : null, createdBy ?? null, limit],
    })
    return rows.map(toJob)
  }

  override async count(createdBy: string | undefined): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM bulk_job WHERE $1::text IS NULL OR created_by = $1::text',
      values: [createdBy ?? null],
    })
    return rows[0]!.count
  }

  override async handOver(tx: Queryable, id: string, agent: Agent, grants: GrantsJson): Promise<void> {
    await tx.query({
      text: 'UPDATE bulk_job SET agent = $2::jsonb, grants = $3::jsonb WHERE id = $1::uuid',
      values: [id, JSON.stringify(agent), JSON.stringify(grants)],
    })
  }

  override async progress(id: string): Promise<BulkProgress> {
    const { rows } = await this.db.query<{ outcome: BulkOutcome; count: number }>({
      text: `SELECT outcome, count(*) AS count FROM bulk_row
              WHERE job_id = $1::uuid AND outcome IS NOT NULL GROUP BY outcome`,
      values: [id],
    })
    const outcomes = Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count] as const))
    return { done: rows.reduce((sum, { count }) => sum + count, 0), outcomes }
  }

  override async openRows(id: string, after: number, limit: number): Promise<BulkRow[]> {
    const { rows } = await this.db.query<RowRow>({
      text: `SELECT number, input, state, outcome, did, detail, handle FROM bulk_row
              WHERE job_id = $1::uuid AND number > $2::int4 AND state <> 'done'
              ORDER BY number LIMIT $3::int4`,
      values: [id, after, limit],
    })
    return rows.map(toRow)
  }

  override async rows(
    id: string,
    outcome: BulkOutcome | undefined,
    { descending, after, limit }: Slice,
  ): Promise<BulkRow[]> {
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    const { rows } = await this.db.query<RowRow>({
      text: `SELECT number, input, state, outcome, did, detail, handle FROM bulk_row
              WHERE job_id = $1::uuid AND ($2::text IS NULL OR outcome = $2::text)
                AND ($3::int4 IS NULL OR number ${beyond} $3::int4)
              ORDER BY number ${direction} LIMIT $4::int4`,
      values: [id, outcome ?? null, after && /^\d{1,9}$/.test(after.id) ? Number(after.id) : null, limit],
    })
    return rows.map(toRow)
  }

  override async keep(id: string, number: number, handle: string): Promise<boolean> {
    try {
      await this.db.query({
        text: 'UPDATE bulk_row SET handle = $3 WHERE job_id = $1::uuid AND number = $2::int4',
        values: [id, number, handle],
      })
      return true
    } catch (error) {
      if (isUniqueViolation(error, 'bulk_row_handle_idx')) return false
      throw error
    }
  }

  override async made(tx: Queryable, id: string, number: number, did: string): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `UPDATE bulk_row SET state = 'made', did = $3
              WHERE job_id = $1::uuid AND number = $2::int4 AND state = 'waiting'`,
      values: [id, number, did],
    })
    return rowCount === 1
  }

  override async settle(on: Queryable, id: string, number: number, result: RowResult): Promise<void> {
    const { outcome, did, detail } = result
    await on.query({
      text: `UPDATE bulk_row SET state = 'done', outcome = $3, did = coalesce($4, did), detail = $5
              WHERE job_id = $1::uuid AND number = $2::int4 AND state <> 'done'`,
      values: [id, number, outcome, did ?? null, detail ?? null],
    })
  }
}

function toJob(row: JobRow): BulkJob {
  const { id, options, reason, total, agent, grants } = row
  return {
    ...{ id, options, total, agent, grants, dryRun: row.dry_run, createdBy: row.created_by },
    reason: reason ?? undefined,
    createdAt: row.created_at,
  }
}

function toRow({ number, input, state, outcome, did, detail, handle }: RowRow): BulkRow {
  return {
    ...{ number, input, state },
    outcome: outcome ?? undefined,
    did: did ?? undefined,
    detail: detail ?? undefined,
    handle: handle ?? undefined,
  }
}
