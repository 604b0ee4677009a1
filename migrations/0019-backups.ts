import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE backup_run (
     id bigint GENERATED ALWAYS AS IDENTITY,
     kind text NOT NULL,
     place text NOT NULL,
     backup_id text COLLATE "C",
     started_at timestamptz NOT NULL,
     ended_at timestamptz NOT NULL,
     succeeded boolean NOT NULL,
     bytes bigint,
     note text,
     CONSTRAINT backup_run_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX backup_run_started_at_idx ON backup_run (started_at)`,
  `CREATE TABLE restoration (
     id bigint GENERATED ALWAYS AS IDENTITY,
     backup_id text COLLATE "C" NOT NULL,
     public_url text NOT NULL,
     made_at timestamptz NOT NULL,
     restored_at timestamptz NOT NULL,
     former_seq bigint NOT NULL,
     next_seq bigint NOT NULL,
     ends_sessions boolean NOT NULL,
     last_did text COLLATE "C",
     announced bigint NOT NULL DEFAULT 0,
     moved_away bigint NOT NULL DEFAULT 0,
     finished_at timestamptz,
     CONSTRAINT restoration_pkey PRIMARY KEY (id)
   )`,
]

/** Backups that were made and tried, and what is left to do after one was restored. */
export class Backups0000000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
