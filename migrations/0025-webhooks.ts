import type { MigrationInterface, QueryRunner } from 'typeorm'

/* A row for each webhook that is to be told, written in the transaction of what it is told of. */
const WEBHOOKS = [
  `CREATE TABLE webhook (
     id uuid NOT NULL,
     url text NOT NULL,
     description text NOT NULL,
     events jsonb NOT NULL,
     personal boolean NOT NULL,
     disabled_at timestamptz,
     disabled_reason text,
     failures integer NOT NULL DEFAULT 0,
     paused_until timestamptz,
     created_at timestamptz NOT NULL,
     changed_at timestamptz NOT NULL,
     CONSTRAINT webhook_pkey PRIMARY KEY (id)
   )`,
  `CREATE TABLE webhook_secret (
     id text COLLATE "C" NOT NULL,
     webhook_id uuid NOT NULL,
     wrapped bytea NOT NULL,
     kek_id text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     good_until timestamptz,
     CONSTRAINT webhook_secret_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX webhook_secret_webhook_idx ON webhook_secret (webhook_id)`,
  `CREATE TABLE webhook_delivery (
     id uuid NOT NULL,
     webhook_id uuid NOT NULL,
     type text COLLATE "C" NOT NULL,
     body text NOT NULL,
     state text COLLATE "C" NOT NULL,
     attempts integer NOT NULL DEFAULT 0,
     created_at timestamptz NOT NULL,
     tried_since timestamptz NOT NULL,
     due_at timestamptz NOT NULL,
     attempted_at timestamptz,
     ended_at timestamptz,
     status integer,
     error text,
     CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX webhook_delivery_webhook_idx ON webhook_delivery (webhook_id, id)`,
  `CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (due_at) WHERE state = 'waiting'`,
  `CREATE INDEX webhook_delivery_ended_idx ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL`,
]

/* How far a sink of the audit has come, and how long each class of data is kept. */
const UPKEEP = [
  `CREATE TABLE audit_sink (
     name text COLLATE "C" NOT NULL,
     seq bigint NOT NULL,
     at timestamptz NOT NULL,
     error text,
     CONSTRAINT audit_sink_pkey PRIMARY KEY (name)
   )`,
  `CREATE TABLE retention_setting (
     data_class text COLLATE "C" NOT NULL,
     days integer NOT NULL,
     changed_at timestamptz NOT NULL,
     CONSTRAINT retention_setting_pkey PRIMARY KEY (data_class)
   )`,
]

/** What is told to others, and how long it is kept. */
export class Webhooks0000000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...WEBHOOKS, ...UPKEEP]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
