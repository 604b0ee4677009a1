import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { Database, type Queryable } from '../../database/index.js'
import type { Slice } from '../api/list-page.js'
import { isTimedId } from '../api/timed-id.js'
import { type Approval, type ApprovalState, ApprovalStore, type Decision } from './approval.store.js'

/** $1: the state, or null; $2: now. */
const FILTER = `CASE $1::text
    WHEN 'pending' THEN state = 'pending' AND expires_at > $2::timestamptz
    WHEN 'expired' THEN state = 'pending' AND expires_at <= $2::timestamptz
    ELSE $1::text IS NULL OR state = $1::text END`

interface ApprovalRow {
  id: string
  action: string
  target_type: string
  target_id: string
  payload: unknown
  reason: string | null
  requested_by: string
  requester: Agent
  requested_at: Date
  expires_at: Date
  state: Approval['state']
  decided_by: string | null
  decided_at: Date | null
  decision_reason: string | null
}

/** Approvals in the table `admin_approval`. */
@Injectable()
export class PgApprovalStore extends ApprovalStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, approval: Approval): Promise<void> {
    const { id, action, target, payload, reason, requestedBy, requester, requestedAt, expiresAt, state } =
      approval
    await tx.query({
      text: `INSERT INTO admin_approval (id, action, target_type, target_id, payload, reason, requested_by,
                                         requester, requested_at, expires_at, state)
             VALUES ($1::uuid, $2, $3, $4, $5::jsonb, $6, $7, $8::jsonb, $9, $10, $11)`,
      values: [
        ...[id, action, target.type, target.id, JSON.stringify(payload), reason ?? null, requestedBy],
        ...[JSON.stringify(requester), requestedAt, expiresAt, state],
      ],
    })
  }

  override async find(id: string): Promise<Approval | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await this.db.query<ApprovalRow>({
      text: 'SELECT * FROM admin_approval WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toApproval(rows[0])
  }

  override async close(
    tx: Queryable,
    id: string,
    state: 'approved' | 'denied',
    { by, at, reason }: Decision,
  ): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `UPDATE admin_approval SET state = $2, decided_by = $3, decided_at = $4::timestamptz, decision_reason = $5
              WHERE id = $1::uuid AND state = 'pending' AND expires_at > $4::timestamptz`,
      values: [id, state, by, at, reason ?? null],
    })
    return rowCount === 1
  }

  override async list(
    state: ApprovalState | undefined,
    now: Date,
    { descending, after, limit }: Slice,
  ): Promise<Approval[]> {
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    const { rows } = await this.db.query<ApprovalRow>({
      text: `SELECT * FROM admin_approval
              WHERE ${FILTER} AND ($3::uuid IS NULL OR id ${beyond} $3::uuid)
              ORDER BY id ${direction} LIMIT $4::int4`,
      values: [state ?? null, now, after && isTimedId(after.id) ? after.id : null, limit],
    })
    return rows.map(toApproval)
  }

  override async count(state: ApprovalState | undefined, now: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM admin_approval WHERE ${FILTER}`,
      values: [state ?? null, now],
    })
    return rows[0]!.count
  }
}

function toApproval(row: ApprovalRow): Approval {
  const { id, action, payload, requester, state, decided_by: by, decided_at: at } = row
  return {
    ...{ id, action, payload, requester, state },
    target: { type: row.target_type, id: row.target_id },
    reason: row.reason ?? undefined,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    decision: by !== null && at ? { by, at, reason: row.decision_reason ?? undefined } : undefined,
  }
}
