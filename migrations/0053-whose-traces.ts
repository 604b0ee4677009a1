import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE sso_trace ADD COLUMN subject text COLLATE "C"`,
  `CREATE INDEX sso_trace_subject_idx ON sso_trace (connection_id, subject) WHERE subject IS NOT NULL`,
]

/** Whose sign-ins with an organization traces are of. Those that are there already say it of nobody. */
export class WhoseTraces0000000000053 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
