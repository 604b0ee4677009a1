import type { MigrationInterface, QueryRunner } from 'typeorm'

/** In whose name a token acts, as far as the text says so: it may have been altered, and is read all the same. */
const ON_BEHALF_OF = `"substring"(actor_more, '"onBehalfOf":"([^"]*)"'::text)`

const STATEMENTS = [
  /* The release before does not name it. */
  `ALTER TABLE invite_code ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY`,
  `CREATE INDEX invite_code_made_idx ON invite_code (created_at, id)`,
  `DROP INDEX invite_code_created_at_idx`,
  `CREATE INDEX audit_entry_actor_type_idx ON audit_entry (actor_type, seq)`,
  `CREATE INDEX audit_entry_behalf_idx ON audit_entry ((${ON_BEHALF_OF}), seq) WHERE actor_type = 'token'`,
]

/** Places in the list of invite codes that do not say the code; the audit by what kind of agent it was. */
export class ShownInPart0000000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
