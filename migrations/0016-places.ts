import type { MigrationInterface, QueryRunner } from 'typeorm'

/* Members are told where they are signed in, so that they notice what is not theirs. */
const STATEMENTS = [
  'ALTER TABLE oauth_device ADD COLUMN ip text',
  `ALTER TABLE refresh_token
     ADD COLUMN opened_at timestamptz, ADD COLUMN ip text, ADD COLUMN user_agent text`,
]

/** From where accounts are used. */
export class Places0000000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
