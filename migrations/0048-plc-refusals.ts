import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE plc_refusal (
     did text COLLATE "C" NOT NULL,
     kind text COLLATE "C" NOT NULL,
     status integer,
     message text,
     at timestamptz NOT NULL,
     CONSTRAINT plc_refusal_pkey PRIMARY KEY (did)
   )`,
  `CREATE INDEX plc_refusal_at_idx ON plc_refusal (at)`,
]

/** Why operations on identities were not taken. */
export class PlcRefusals0000000000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
