import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import type { Webhook, WebhookChange } from './webhook.js'
import type { WebhookEventType } from './webhook-event.js'

const COLUMNS = `id, url, description, events, personal, disabled_at, disabled_reason, failures, created_at, changed_at`

interface WebhookRow {
  id: string
  url: string
  description: string
  events: WebhookEventType[]
  personal: boolean
  disabled_at: Date | null
  disabled_reason: string | null
  failures: number
  created_at: Date
  changed_at: Date
}

/** Webhooks in the table `webhook`. */
@Injectable()
export class WebhookStore {
  constructor(private readonly db: Database) {}

  async add(tx: Queryable, { id, url, description, events, personal, createdAt }: Webhook): Promise<void> {
    await tx.query({
      text: `INSERT INTO webhook (id, url, description, events, personal, created_at, changed_at)
             VALUES ($1, $2, $3, $4::jsonb, $5, $6, $6)`,
      values: [id, url, description, JSON.stringify(events), personal, createdAt],
    })
  }

  async find(id: string, on: Queryable = this.db, lock = false): Promise<Webhook | undefined> {
    const { rows } = await on.query<WebhookRow>({
      text: `SELECT ${COLUMNS} FROM webhook WHERE id = $1::uuid ${lock ? 'FOR UPDATE' : ''}`,
      values: [id],
    })
    return rows[0] && toWebhook(rows[0])
  }

  /** All of them, the latest first: an organization has a handful. */
  async list(): Promise<Webhook[]> {
    const { rows } = await this.db.query<WebhookRow>({
      text: `SELECT ${COLUMNS} FROM webhook ORDER BY id DESC`,
    })
    return rows.map(toWebhook)
  }

  async count(): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({ text: 'SELECT count(*) AS count FROM webhook' })
    return rows[0]!.count
  }

  /** Those that are switched on and want to know of an event. */
  async wanting(on: Queryable, type: WebhookEventType): Promise<Pick<Webhook, 'id' | 'personal'>[]> {
    const { rows } = await on.query<{ id: string; personal: boolean }>({
      name: 'webhooks-wanting',
      text: 'SELECT id, personal FROM webhook WHERE disabled_at IS NULL AND events @> to_jsonb($1::text)',
      values: [type],
    })
    return rows
  }

  /** Changes a webhook; whatever it was failing with is forgotten. */
  async change(tx: Queryable, id: string, change: WebhookChange, at: Date): Promise<void> {
    const { url, description, events, personal, disabled } = change
    const values = [
      ...[id, url ?? null, description ?? null, events ? JSON.stringify(events) : null, personal ?? null, at],
      ...[disabled !== undefined, disabled?.at ?? null, disabled?.reason ?? null],
    ]
    await tx.query({
      text: `UPDATE webhook
                SET url = coalesce($2, url), description = coalesce($3, description),
                    events = coalesce($4::jsonb, events), personal = coalesce($5::boolean, personal),
                    disabled_at = CASE WHEN $7::boolean THEN $8::timestamptz ELSE disabled_at END,
                    disabled_reason = CASE WHEN $7::boolean THEN $9 ELSE disabled_reason END,
                    failures = 0, paused_until = NULL, changed_at = $6
              WHERE id = $1::uuid`,
      values,
    })
  }

  /** Removes a webhook with its secrets and deliveries; `false` if there is none. */
  async remove(tx: Queryable, id: string): Promise<boolean> {
    for (const table of ['webhook_delivery', 'webhook_secret'])
      await tx.query({ text: `DELETE FROM ${table} WHERE webhook_id = $1::uuid`, values: [id] })
    const { rowCount } = await tx.query({ text: 'DELETE FROM webhook WHERE id = $1::uuid', values: [id] })
    return rowCount === 1
  }

  /** Notes how a delivery went. @param pausedUntil nothing is sent before that */
  async note(id: string, wentWell: boolean, pausedUntil?: Date): Promise<void> {
    await this.db.query({
      text: `UPDATE webhook
                SET failures = CASE WHEN $2::boolean THEN 0 ELSE failures + 1 END, paused_until = $3
              WHERE id = $1::uuid AND NOT ($2::boolean AND failures = 0)`,
      values: [id, wentWell, pausedUntil ?? null],
    })
  }
}

function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    personal: row.personal,
    disabledAt: row.disabled_at ?? undefined,
    disabledReason: row.disabled_reason ?? undefined,
    failures: row.failures,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}
