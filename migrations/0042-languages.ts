import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [`ALTER TABLE account ADD COLUMN language text COLLATE "C"`]

/** The language in which an account is written to. */
export class Languages0000000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
