import type { MigrationInterface, QueryRunner } from 'typeorm'

/* Queues forget what is done, and cannot take part in a transaction: what somebody asked for and watches is a row. */
const STATEMENTS = [
  `CREATE TABLE long_job (
     id uuid NOT NULL,
     kind text COLLATE "C" NOT NULL,
     state text COLLATE "C" NOT NULL,
     input jsonb NOT NULL,
     requested_by text,
     done bigint NOT NULL DEFAULT 0,
     total bigint,
     unit text NOT NULL,
     result jsonb,
     failure text,
     attempts integer NOT NULL DEFAULT 0,
     cancel_wanted boolean NOT NULL DEFAULT false,
     created_at timestamptz NOT NULL,
     started_at timestamptz,
     ended_at timestamptz,
     CONSTRAINT long_job_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX long_job_kind_idx ON long_job (kind, id)`,
  `CREATE INDEX long_job_state_idx ON long_job (state, id)`,
  `CREATE INDEX long_job_ended_idx ON long_job (ended_at) WHERE ended_at IS NOT NULL`,
  `CREATE TABLE long_job_line (
     job_id uuid NOT NULL,
     no integer NOT NULL,
     at timestamptz NOT NULL,
     text text NOT NULL,
     CONSTRAINT long_job_line_pkey PRIMARY KEY (job_id, no)
   )`,
]

/** Work of administrators that takes longer than a request. */
export class LongJobs0000000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
