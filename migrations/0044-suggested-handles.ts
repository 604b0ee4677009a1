import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [`ALTER TABLE invite_code ADD COLUMN suggested_handle text COLLATE "C"`]

/** The handle that is proposed to whoever follows the link of an invite. */
export class SuggestedHandles0000000000044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
