import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE terms_version (
     id uuid NOT NULL,
     domain text COLLATE "C",
     terms_url text,
     privacy_url text,
     body text,
     digest text COLLATE "C" NOT NULL,
     valid_from timestamptz NOT NULL,
     asks_again boolean NOT NULL,
     created_by text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT terms_version_pkey PRIMARY KEY (id)
   )`,
  /* The release before knows of agreements on pages of organizations only. */
  `ALTER TABLE terms_acceptance ADD COLUMN via text COLLATE "C" NOT NULL DEFAULT 'organization'`,
  `ALTER TABLE terms_acceptance ADD COLUMN asked boolean NOT NULL DEFAULT true`,
  /* Without one, a token reaches as far as its maker, as all have done. */
  `ALTER TABLE admin_token ADD COLUMN domain text COLLATE "C"`,
  `CREATE INDEX terms_acceptance_at_idx ON terms_acceptance (accepted_at, did, version)`,
  `CREATE INDEX terms_acceptance_version_idx ON terms_acceptance (version, accepted_at, did)`,
]

/** Versions of the terms, and how somebody has agreed to one; tokens for one domain. */
export class TermsAndTokens0000000000058 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
