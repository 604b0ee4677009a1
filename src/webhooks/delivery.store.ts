import { Injectable } from '@nestjs/common'
import { boundedCount, Database, type Queryable } from '../database/index.js'
import type { ClaimedDelivery, Delivery, DeliveryState } from './webhook.js'

/** Where all nodes are told of new deliveries: the id of one, a space, when it is due (ms since the epoch). */
export const DELIVERY_CHANNEL = 'webhook_delivery'

/** What can be sent now: it waits, it is due, and its webhook is neither switched off nor paused. $1 is the time. */
const DUE = `state = 'waiting' AND due_at <= $1::timestamptz AND webhook.id = webhook_delivery.webhook_id
             AND webhook.disabled_at IS NULL
             AND (webhook.paused_until IS NULL OR webhook.paused_until <= $1::timestamptz)`

const CLAIM = `
  UPDATE webhook_delivery
     SET attempts = attempts + 1, attempted_at = $1::timestamptz, due_at = $3::timestamptz
    FROM webhook
   WHERE webhook_delivery.id = $2::uuid AND ${DUE}
  RETURNING webhook_delivery.*, webhook.url, webhook.failures`

interface DeliveryRow {
  id: string
  webhook_id: string
  type: string
  body: string
  state: DeliveryState
  attempts: number
  created_at: Date
  tried_since: Date
  due_at: Date
  attempted_at: Date | null
  ended_at: Date | null
  status: number | null
  error: string | null
}

/** Which deliveries of a webhook are looked for. */
export interface DeliveryFilter {
  readonly webhookId: string
  readonly state?: string | undefined
  readonly type?: string | undefined
}

/** What came of an attempt. */
export interface AttemptEnd {
  readonly status?: number | undefined
  readonly error?: string | undefined
}

/** Deliveries in the table `webhook_delivery`. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly db: Database) {}

  /** Adds a delivery; nodes are told when the transaction is committed. */
  async add(
    tx: Queryable,
    {
      id,
      webhookId,
      type,
      body,
      createdAt,
    }: Pick<Delivery, 'id' | 'webhookId' | 'type' | 'body' | 'createdAt'>,
  ): Promise<void> {
    await tx.query({
      name: 'webhook-delivery-add',
      text: `INSERT INTO webhook_delivery (id, webhook_id, type, body, state, created_at, tried_since, due_at)
             SELECT $1::uuid, $2::uuid, $3, $4, 'waiting', $5::timestamptz, $5::timestamptz, $5::timestamptz
               FROM pg_notify('${DELIVERY_CHANNEL}', $6)`,
      values: [id, webhookId, type, body, createdAt, toldOf(id, createdAt)],
    })
  }

  async find(id: string): Promise<Delivery | undefined> {
    const { rows } = await this.db.query<DeliveryRow>({
      text: 'SELECT * FROM webhook_delivery WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toDelivery(rows[0])
  }

  async list(
    { webhookId, state, type }: DeliveryFilter,
    { after, descending, limit }: { after: string | undefined; descending: boolean; limit: number },
  ): Promise<Delivery[]> {
    const { rows } = await this.db.query<DeliveryRow>({
      text: `SELECT * FROM webhook_delivery
              WHERE webhook_id = $1::uuid AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR type = $3)
                AND ($4::uuid IS NULL OR id ${descending ? '<' : '>'} $4::uuid)
              ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT $5::int4`,
      values: [webhookId, state ?? null, type ?? null, after ?? null, limit],
    })
    return rows.map(toDelivery)
  }

  async count({ webhookId, state, type }: DeliveryFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: boundedCount(`SELECT FROM webhook_delivery
              WHERE webhook_id = $1::uuid AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR type = $3)`),
      values: [webhookId, state ?? null, type ?? null],
    })
    return rows[0]!.count
  }

  /** Deliveries that can be made now, the one that has waited longest first. */
  async due(now: Date, limit: number): Promise<{ id: string; dueAt: Date }[]> {
    const { rows } = await this.db.query<{ id: string; due_at: Date }>({
      text: `SELECT webhook_delivery.id, due_at FROM webhook_delivery, webhook WHERE ${DUE} ORDER BY due_at LIMIT $2::int4`,
      values: [now, limit],
    })
    return rows.map(({ id, due_at: dueAt }) => ({ id, dueAt }))
  }

  /** Takes a delivery for this node: of those who try at a time, one gets it. @param until nobody else gets it before */
  async claim(id: string, now: Date, until: Date): Promise<ClaimedDelivery | undefined> {
    const { rows } = await this.db.query<DeliveryRow & { url: string; failures: number }>({
      text: CLAIM,
      values: [now, id, until],
    })
    const [row] = rows
    return row && { ...toDelivery(row), url: row.url, failures: row.failures }
  }

  /** Puts a delivery off. */
  async putOff(id: string, dueAt: Date, { status, error }: AttemptEnd): Promise<void> {
    await this.db.query({
      text: `UPDATE webhook_delivery SET due_at = $2, status = $3, error = $4
              WHERE id = $1::uuid AND state = 'waiting'`,
      values: [id, dueAt, status ?? null, error ?? null],
    })
  }

  /** Ends a delivery: it was made, or is given up. */
  async end(id: string, state: 'delivered' | 'dead', at: Date, { status, error }: AttemptEnd): Promise<void> {
    await this.db.query({
      text: `UPDATE webhook_delivery SET state = $2, ended_at = $3, status = $4, error = $5
              WHERE id = $1::uuid AND state = 'waiting'`,
      values: [id, state, at, status ?? null, error ?? null],
    })
  }

  /** Gives up whatever waits for a webhook that is switched off. */
  async endAll(on: Queryable, webhookId: string, at: Date, error: string): Promise<void> {
    await on.query({
      text: `UPDATE webhook_delivery SET state = 'dead', ended_at = $2, error = $3
              WHERE webhook_id = $1::uuid AND state = 'waiting'`,
      values: [webhookId, at, error],
    })
  }

  /** Makes a delivery that is over wait again; `false` if there is none. */
  async renew(tx: Queryable, id: string, webhookId: string, at: Date): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `WITH renewed AS (
               UPDATE webhook_delivery
                  SET state = 'waiting', attempts = 0, tried_since = $3, due_at = $3, ended_at = NULL
                WHERE id = $1::uuid AND webhook_id = $2::uuid AND state <> 'waiting' RETURNING id)
             SELECT pg_notify('${DELIVERY_CHANNEL}', $4) FROM renewed`,
      values: [id, webhookId, at, toldOf(id, at)],
    })
    return rowCount === 1
  }

  /** Makes all deliveries of a webhook wait again that were given up since a time; returns how many. They are found as due. */
  async renewDead(tx: Queryable, webhookId: string, since: Date, at: Date): Promise<number> {
    const { rowCount } = await tx.query({
      text: `UPDATE webhook_delivery
                SET state = 'waiting', attempts = 0, tried_since = $3, due_at = $3, ended_at = NULL
              WHERE webhook_id = $1::uuid AND state = 'dead' AND ended_at >= $2::timestamptz`,
      values: [webhookId, since, at],
    })
    return rowCount
  }

  /** How many wait to be made. */
  async waiting(): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM webhook_delivery WHERE state = 'waiting'`,
    })
    return rows[0]!.count
  }

  /** How many were over before a time. */
  async countEnded(before: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM webhook_delivery WHERE ended_at < $1::timestamptz',
      values: [before],
    })
    return rows[0]!.count
  }

  /** Forgets up to `limit` deliveries that were over before a time; returns how many. */
  async removeEnded(before: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      text: `DELETE FROM webhook_delivery WHERE id IN (
               SELECT id FROM webhook_delivery WHERE ended_at < $1::timestamptz LIMIT $2::int4)`,
      values: [before, limit],
    })
    return rowCount
  }
}

function toldOf(id: string, dueAt: Date): string {
  return `${id} ${dueAt.getTime()}`
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    type: row.type,
    body: row.body,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    triedSince: row.tried_since,
    dueAt: row.due_at,
    attemptedAt: row.attempted_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    status: row.status ?? undefined,
    error: row.error ?? undefined,
  }
}
