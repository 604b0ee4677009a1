import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { isTimedId } from '../../telemetry/index.js'
import { type SsoTrace, type TraceQuery, TraceStore } from './trace.store.js'

const PUT = `
  INSERT INTO sso_trace (id, connection_id, at, purpose, outcome, code, details, subject)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::jsonb, $8)
  ON CONFLICT (id) DO UPDATE
     SET at = excluded.at, outcome = excluded.outcome, code = excluded.code, details = excluded.details,
         subject = coalesce(excluded.subject, sso_trace.subject)`

const listStatement = (descending: boolean) => `
  SELECT * FROM sso_trace
   WHERE connection_id = $1::uuid AND ($2::text IS NULL OR outcome = $2)
     AND ($3::uuid IS NULL OR id ${descending ? '<' : '>'} $3::uuid)
   ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT $4::int4`

interface TraceRow {
  id: string
  connection_id: string
  at: Date
  purpose: string
  outcome: SsoTrace['outcome']
  code: string | null
  subject: string | null
  details: SsoTrace['details']
}

/** Traces in the table `sso_trace`. */
@Injectable()
export class PgTraceStore extends TraceStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put({ id, connectionId, at, purpose, outcome, ...trace }: SsoTrace): Promise<void> {
    const { code, details, subject } = trace
    const more = [code ?? null, JSON.stringify(details), subject ?? null]
    const values = [id, connectionId, at, purpose, outcome, ...more]
    await this.db.query({ name: 'sso-trace-put', text: PUT, values })
  }

  override async find(id: string): Promise<SsoTrace | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await this.db.query<TraceRow>({
      text: 'SELECT * FROM sso_trace WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toTrace(rows[0])
  }

  override async list({ connectionId, outcome, after, descending, limit }: TraceQuery): Promise<SsoTrace[]> {
    const values = [connectionId, outcome ?? null, after ?? null, limit]
    const { rows } = await this.db.query<TraceRow>({ text: listStatement(descending), values })
    return rows.map(toTrace)
  }
}

function toTrace({ connection_id: connectionId, code, subject, ...row }: TraceRow): SsoTrace {
  return { ...row, connectionId, code: code ?? undefined, subject: subject ?? undefined }
}
