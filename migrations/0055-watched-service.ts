import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE INDEX report_subject_idx ON report (subject_did, id) WHERE (subject_did IS NOT NULL)`,
  `CREATE INDEX pending_registration_awaiting_idx ON pending_registration (id) WHERE (status = 'awaiting'::text)`,
  `CREATE INDEX identity_check_failing_idx ON identity_check (did) WHERE (handle_failures > 0)`,
  `CREATE INDEX admin_token_expires_at_idx ON admin_token (expires_at) WHERE (revoked_at IS NULL)`,
  `CREATE TABLE method_timing (
     method text COLLATE "C" NOT NULL,
     bucket text COLLATE "C" NOT NULL,
     at timestamptz NOT NULL,
     counts bigint[] NOT NULL,
     client_errors bigint NOT NULL,
     server_errors bigint NOT NULL,
     CONSTRAINT method_timing_pkey PRIMARY KEY (method, bucket, at)
   )`,
  'CREATE INDEX method_timing_age_idx ON method_timing (bucket, at)',
  `CREATE TABLE firehose_node (
     node uuid NOT NULL,
     readers jsonb NOT NULL,
     noted_at timestamptz NOT NULL,
     CONSTRAINT firehose_node_pkey PRIMARY KEY (node)
   )`,
  `CREATE TABLE housekeeping_run (
     task text COLLATE "C" NOT NULL,
     started_at timestamptz NOT NULL,
     ended_at timestamptz NOT NULL,
     failure text,
     CONSTRAINT housekeeping_run_pkey PRIMARY KEY (task)
   )`,
]

/** What operators and moderators look at: reports about somebody, what waits, how upkeep went, who reads events, how fast methods are. */
export class WatchedService0000000000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
