import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE INDEX report_subject_idx ON report (subject_did, id) WHERE (subject_did IS NOT NULL)`,
]

/** What operators and moderators look at: reports about somebody. */
export class WatchedService0000000000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
