import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE invite_code
     ADD COLUMN expires_at timestamptz,
     ADD COLUMN email_pattern text,
     ADD COLUMN handle_domain text,
     ADD COLUMN account_class text,
     ADD COLUMN sent_to text,
     ADD COLUMN sent_at timestamptz,
     ADD COLUMN language text`,
  `CREATE INDEX invite_code_sent_to_idx ON invite_code (sent_to) WHERE (sent_to IS NOT NULL)`,
]

/** Invite codes that are for somebody in particular, for a while, and sent by mail. */
export class Invitations0000000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
