import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

/** Where events are sent to. */
@Entity('webhook')
export class WebhookEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhook_pkey' })
  id: string

  @Column({ type: 'text' })
  url: string

  @Column({ type: 'text' })
  description: string

  @Column({ type: 'jsonb' })
  events: string[]

  @Column({ type: 'boolean' })
  personal: boolean

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt: Date | null

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason: string | null

  @Column({ type: 'integer', default: 0 })
  failures: number

  /** Until then nothing is sent: it does not answer. */
  @Column({ name: 'paused_until', type: 'timestamptz', nullable: true })
  pausedUntil: Date | null

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date
}

/** A secret that signs what is sent to a webhook, wrapped. */
@Entity('webhook_secret')
@Index('webhook_secret_webhook_idx', ['webhookId'])
export class WebhookSecretEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'webhook_secret_pkey' })
  id: string

  @Column({ name: 'webhook_id', type: 'uuid' })
  webhookId: string

  @Column({ type: 'bytea' })
  wrapped: Buffer

  @Column({ name: 'kek_id', type: 'text', collation: 'C' })
  kekId: string

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  /** Null: it is the newest one. */
  @Column({ name: 'good_until', type: 'timestamptz', nullable: true })
  goodUntil: Date | null
}

/** An event on its way to a webhook. */
@Entity('webhook_delivery')
@Index('webhook_delivery_state_idx', ['webhookId', 'state', 'id'])
@Index('webhook_delivery_type_idx', ['webhookId', 'type', 'id'])
@Index('webhook_delivery_webhook_idx', ['webhookId', 'id'])
@Index('webhook_delivery_due_idx', ['dueAt'], { where: "(state = 'waiting'::text)" })
@Index('webhook_delivery_ended_idx', ['endedAt'], { where: '(ended_at IS NOT NULL)' })
export class WebhookDeliveryEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhook_delivery_pkey' })
  id: string

  @Column({ name: 'webhook_id', type: 'uuid' })
  webhookId: string

  @Column({ type: 'text', collation: 'C' })
  type: string

  @Column({ type: 'text' })
  body: string

  @Column({ type: 'text', collation: 'C' })
  state: string

  @Column({ type: 'integer', default: 0 })
  attempts: number

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date

  @Column({ name: 'tried_since', type: 'timestamptz' })
  triedSince: Date

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt: Date

  @Column({ name: 'attempted_at', type: 'timestamptz', nullable: true })
  attemptedAt: Date | null

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null

  @Column({ type: 'integer', nullable: true })
  status: number | null

  @Column({ type: 'text', nullable: true })
  error: string | null
}
