import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE sso_transaction ADD COLUMN is_forced boolean NOT NULL DEFAULT false`,

  /* Roles that somebody has because of their groups; those that were given by hand are elsewhere. */
  `CREATE TABLE admin_mapped_role (
     did text COLLATE "C" NOT NULL,
     connection_id uuid NOT NULL,
     role text COLLATE "C" NOT NULL,
     domain text COLLATE "C" NOT NULL,
     mapped_at timestamptz NOT NULL,
     CONSTRAINT admin_mapped_role_pkey PRIMARY KEY (did, connection_id, role, domain)
   )`,

  `CREATE TABLE terms_acceptance (
     did text COLLATE "C" NOT NULL,
     version text COLLATE "C" NOT NULL,
     accepted_at timestamptz NOT NULL,
     locale text,
     ip text,
     CONSTRAINT terms_acceptance_pkey PRIMARY KEY (did, version)
   )`,
]

/** What follows from what a provider says of people, and what these have agreed to. */
export class SsoPeople0000000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
