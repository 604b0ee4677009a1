import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* The release before does not name it. */
  `ALTER TABLE external_identity ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid()`,
  `CREATE UNIQUE INDEX external_identity_id_idx ON external_identity (id)`,
  `CREATE INDEX external_identity_linked_idx ON external_identity (linked_at, id)`,
  `CREATE INDEX external_identity_connection_linked_idx ON external_identity (connection_id, linked_at, id)`,
  `CREATE INDEX external_identity_subject_idx ON external_identity (subject)`,
]

/** People of organizations as a list, and each by an id. */
export class IdentityList0000000000043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
