import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [`ALTER TABLE repo ADD COLUMN state_changes integer NOT NULL DEFAULT 0`]

/** Commits see whether the state of the account has changed. */
export class Bulk0000000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
