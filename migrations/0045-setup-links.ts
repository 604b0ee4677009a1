import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE sso_setup_link (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     name text NOT NULL,
     kind text COLLATE "C" NOT NULL,
     token_hash bytea NOT NULL,
     device_id bytea,
     saves integer NOT NULL DEFAULT 0,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     opened_at timestamptz,
     submitted_at timestamptz,
     revoked_at timestamptz,
     CONSTRAINT sso_setup_link_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX sso_setup_link_token_hash_key ON sso_setup_link (token_hash)`,
  `CREATE INDEX sso_setup_link_expires_at_idx ON sso_setup_link (expires_at)`,
]

/** Links by which the identity team of an organization fills in a connection. */
export class SetupLinks0000000000045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
