import type { MigrationInterface, QueryRunner } from 'typeorm'

/* The content is text, not jsonb: it is sent on as it came. */
const STATEMENTS = [
  `CREATE TABLE report (
     id bigint GENERATED ALWAYS AS IDENTITY,
     reporter text COLLATE "C",
     reason_type text COLLATE "C" NOT NULL,
     subject_did text COLLATE "C",
     subject_uri text COLLATE "C",
     content text NOT NULL,
     state text NOT NULL DEFAULT 'open',
     created_at timestamptz NOT NULL,
     resolved_at timestamptz,
     resolved_by text,
     resolution text,
     forward_to text COLLATE "C",
     forwarding text NOT NULL,
     forwarded_at timestamptz,
     forward_note text,
     CONSTRAINT report_pkey PRIMARY KEY (id)
   )`,
  'CREATE INDEX report_state_idx ON report (state, id)',
  'CREATE INDEX report_reporter_idx ON report (reporter) WHERE (reporter IS NOT NULL)',
  `CREATE INDEX report_waiting_idx ON report (id) WHERE (forwarding = 'waiting'::text)`,
]

/** Reports to moderators. */
export class Reports0000000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
