import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import {
  type Forwarding,
  type NewReport,
  type Report,
  REPORT_STATES,
  type ReportContent,
  type ReportFilter,
  type ReportState,
  type Resolution,
  subjectOf,
} from './report.js'
import { type Forwarded, ReportStore } from './report.store.js'

interface Row {
  id: number
  reporter: Did | null
  content: string
  created_at: Date
  resolved_at: Date | null
  resolved_by: string | null
  resolution: string | null
  forward_to: string | null
  forwarding: Forwarding
  forwarded_at: Date | null
  forward_note: string | null
}

const COLUMNS = `id, reporter, content, created_at, resolved_at, resolved_by, resolution, forward_to, forwarding,
  forwarded_at, forward_note`
const ADD = `
  INSERT INTO report (reporter, reason_type, subject_did, subject_uri, content, created_at, forward_to, forwarding)
  VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $7::text IS NULL THEN 'none' ELSE 'waiting' END)
  RETURNING id`
const RESOLVE = `
  UPDATE report SET state = 'resolved', resolved_at = $2, resolved_by = $3, resolution = $4
   WHERE id = $1 AND state = 'open'`
const FORWARDED = `
  UPDATE report SET forwarding = $2, forward_note = $3, forwarded_at = $4
   WHERE id = $1 AND forwarding = 'waiting'`
const FORGET = `
  UPDATE report
     SET reporter = NULL,
         forwarding = CASE WHEN forwarding = 'waiting' THEN 'failed' ELSE forwarding END,
         forward_note = CASE WHEN forwarding = 'waiting' THEN 'the account was deleted' ELSE forward_note END,
         forwarded_at = CASE WHEN forwarding = 'waiting' THEN $2::timestamptz ELSE forwarded_at END
   WHERE reporter = $1`

/** Reports in the table `report`. */
@Injectable()
export class PgReportStore extends ReportStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(
    { reporter, content, createdAt, forwardTo }: NewReport,
    on: Queryable = this.db,
  ): Promise<number> {
    const { did, uri } = subjectOf(content)
    const values = [
      reporter,
      content.reasonType,
      did ?? null,
      uri ?? null,
      JSON.stringify(content),
      createdAt,
      forwardTo ?? null,
    ]
    const { rows } = await on.query<{ id: number }>({ name: 'report-add', text: ADD, values })
    return rows[0]!.id
  }

  override async find(id: number): Promise<Report | undefined> {
    const { rows } = await this.db.query<Row>({
      name: 'report-find',
      text: `SELECT ${COLUMNS} FROM report WHERE id = $1`,
      values: [id],
    })
    return rows[0] && toReport(rows[0])
  }

  override async list(state: ReportState, before: number | undefined, limit: number): Promise<Report[]> {
    const { rows } = await this.db.query<Row>({
      name: 'report-list',
      text: `SELECT ${COLUMNS} FROM report
              WHERE state = $1 AND id < $2::int8 ORDER BY id DESC LIMIT $3::int4`,
      values: [state, before ?? Number.MAX_SAFE_INTEGER, limit],
    })
    return rows.map(toReport)
  }

  override async page(
    filter: ReportFilter,
    { id, ascending }: { id: number | undefined; ascending: boolean },
    limit: number,
  ): Promise<Report[]> {
    const { conditions, values } = conditionsOf(filter)
    const after = `$${values.length + 1}::int8`
    const { rows } = await this.db.query<Row>({
      text: `SELECT ${COLUMNS} FROM report
              WHERE ${conditions} AND (${after} IS NULL OR id ${ascending ? '>' : '<'} ${after})
              ORDER BY id ${ascending ? 'ASC' : 'DESC'} LIMIT $${values.length + 2}::int4`,
      values: [...values, id ?? null, limit],
    })
    return rows.map(toReport)
  }

  override async countOf(filter: ReportFilter): Promise<number> {
    const { conditions, values } = conditionsOf(filter)
    const text = `SELECT count(*) AS count FROM report WHERE ${conditions}`
    const { rows } = await this.db.query<{ count: number }>({ text, values })
    return rows[0]!.count
  }

  override async count(): Promise<Record<ReportState, number>> {
    const { rows } = await this.db.query<{ state: ReportState; count: number }>({
      name: 'report-count',
      text: 'SELECT state, count(*) AS count FROM report GROUP BY state',
    })
    const counted = new Map(rows.map(({ state, count }) => [state, count]))
    return Object.fromEntries(REPORT_STATES.map((state) => [state, counted.get(state) ?? 0])) as Record<
      ReportState,
      number
    >
  }

  override async resolve(
    id: number,
    { actor, reason, at }: Resolution,
    on: Queryable = this.db,
  ): Promise<boolean> {
    const values = [id, at, actor, reason]
    const { rowCount } = await on.query({ name: 'report-resolve', text: RESOLVE, values })
    return rowCount === 1
  }

  override async forwarded(id: number, { forwarding, note, at }: Forwarded): Promise<void> {
    const values = [id, forwarding, note ?? null, at]
    await this.db.query({ name: 'report-forwarded', text: FORWARDED, values })
  }

  override async waiting(until: Date, after: number, limit: number): Promise<number[]> {
    const { rows } = await this.db.query<{ id: number }>({
      name: 'report-waiting',
      text: `SELECT id FROM report
              WHERE forwarding = 'waiting' AND created_at < $1 AND id > $2::int8 ORDER BY id LIMIT $3::int4`,
      values: [until, after, limit],
    })
    return rows.map(({ id }) => id)
  }

  override async forgetReporter(tx: Queryable, did: Did, at: Date): Promise<void> {
    await tx.query({ name: 'report-forget', text: FORGET, values: [did, at] })
  }
}

/** Only what is asked for is compared: an index is found for each. */
function conditionsOf({ state, subject }: ReportFilter): { conditions: string; values: string[] } {
  const compared = Object.entries({ state, subject_did: subject?.did, subject_uri: subject?.uri }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const conditions = compared.map(([column], i) => `${column} = $${i + 1}`)
  return { conditions: conditions.join(' AND ') || 'true', values: compared.map(([, value]) => value) }
}

function toReport(row: Row): Report {
  return {
    id: row.id,
    reporter: row.reporter ?? undefined,
    content: JSON.parse(row.content) as ReportContent,
    createdAt: row.created_at,
    resolution: row.resolved_at
      ? { actor: row.resolved_by ?? '', reason: row.resolution ?? '', at: row.resolved_at }
      : undefined,
    forwardTo: row.forward_to ?? undefined,
    forwarding: row.forwarding,
    forwardedAt: row.forwarded_at ?? undefined,
    forwardNote: row.forward_note ?? undefined,
  }
}
