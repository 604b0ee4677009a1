import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* What a provider wants to see again when somebody signs out there, sealed. */
  `ALTER TABLE sso_transaction ADD COLUMN id_token bytea, ADD COLUMN id_token_kek_id text COLLATE "C"`,
  `ALTER TABLE sso_session
     ADD COLUMN id_token bytea,
     ADD COLUMN id_token_kek_id text COLLATE "C",
     ADD COLUMN ended_at timestamptz`,
]

/** ID tokens of members who sign out at their provider as well. */
export class IdTokens0000000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
