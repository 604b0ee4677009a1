import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE invite_code
     ADD COLUMN role text COLLATE "C",
     ADD COLUMN role_domain text COLLATE "C",
     ADD COLUMN maker_type text,
     ADD COLUMN maker_id text COLLATE "C",
     ADD COLUMN revoked_at timestamptz`,
]

/** Invite codes that give a role, who made them, and since when they are switched off. */
export class InvitedRoles0000000000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
