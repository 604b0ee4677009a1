import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE account
     ADD COLUMN offboarded_at timestamptz,
     ADD COLUMN offboard_until timestamptz,
     ADD COLUMN offboard_told_days integer`,
  `CREATE INDEX account_offboard_until_idx ON account (offboard_until) WHERE (offboard_until IS NOT NULL)`,
]

/** Accounts of those who have left the organization, and until when they are kept. */
export class Offboarding0000000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
