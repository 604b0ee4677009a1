import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* A hold: what is here of an account stays, whatever anybody deletes. */
  `ALTER TABLE repo ADD COLUMN is_held boolean NOT NULL DEFAULT false`,
  `CREATE INDEX repo_held_idx ON repo (did) WHERE (is_held)`,
  `CREATE TABLE legal_hold (
     id uuid NOT NULL,
     did text COLLATE "C" NOT NULL,
     reason text NOT NULL,
     review_at timestamptz,
     placed_by text NOT NULL,
     placed_at timestamptz NOT NULL,
     released_by text,
     released_at timestamptz,
     release_reason text,
     CONSTRAINT legal_hold_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX legal_hold_did_idx ON legal_hold (did)`,
  `CREATE TABLE held_record (
     id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
     did text COLLATE "C" NOT NULL,
     path text COLLATE "C" NOT NULL,
     cid bytea NOT NULL,
     content bytea NOT NULL,
     rev text COLLATE "C" NOT NULL,
     gone_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT held_record_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX held_record_did_idx ON held_record (did, id)`,

  /* What two people have to want. */
  `CREATE TABLE admin_approval (
     id uuid NOT NULL,
     action text COLLATE "C" NOT NULL,
     target_type text COLLATE "C" NOT NULL,
     target_id text COLLATE "C" NOT NULL,
     payload jsonb NOT NULL,
     reason text,
     requested_by text COLLATE "C" NOT NULL,
     requester jsonb NOT NULL,
     requested_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     state text COLLATE "C" NOT NULL,
     decided_by text COLLATE "C",
     decided_at timestamptz,
     decision_reason text,
     CONSTRAINT admin_approval_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX admin_approval_state_idx ON admin_approval (state, id)`,

  /* What is done to many accounts, row by row. */
  `CREATE TABLE bulk_job (
     id uuid NOT NULL,
     kind text COLLATE "C" NOT NULL,
     options jsonb NOT NULL,
     dry_run boolean NOT NULL,
     reason text,
     total integer NOT NULL,
     agent jsonb NOT NULL,
     grants jsonb NOT NULL,
     created_by text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT bulk_job_pkey PRIMARY KEY (id)
   )`,
  `CREATE TABLE bulk_row (
     job_id uuid NOT NULL,
     number integer NOT NULL,
     input jsonb NOT NULL,
     state text COLLATE "C" NOT NULL,
     outcome text COLLATE "C",
     did text COLLATE "C",
     detail text,
     CONSTRAINT bulk_row_pkey PRIMARY KEY (job_id, number)
   )`,
  `CREATE INDEX bulk_row_open_idx ON bulk_row (job_id, number) WHERE (state <> 'done'::text)`,

  /* What the organization knows of a member besides what everybody sees. */
  `CREATE TABLE member_facts (
     did text COLLATE "C" NOT NULL,
     external_id text COLLATE "C",
     class text COLLATE "C",
     display_name text,
     locale text COLLATE "C",
     updated_at timestamptz NOT NULL,
     CONSTRAINT member_facts_pkey PRIMARY KEY (did)
   )`,
  `CREATE UNIQUE INDEX member_facts_external_id_key ON member_facts (external_id) WHERE (external_id IS NOT NULL)`,
]

/** Holds, approvals by a second person, and work on many accounts at a time. */
export class HoldsApprovalsBulk0000000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
