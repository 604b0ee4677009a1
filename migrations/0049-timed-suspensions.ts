import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE account ADD COLUMN suspended_until timestamptz`,
  `CREATE INDEX account_suspended_until_idx ON account (suspended_until) WHERE (suspended_until IS NOT NULL)`,
]

/** Suspensions that end by themselves. */
export class TimedSuspensions0000000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
