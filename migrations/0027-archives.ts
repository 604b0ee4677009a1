import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* All that is known of an account in one sealed file, for its owner or because it is held. */
  `CREATE TABLE account_archive (
     id uuid NOT NULL,
     did text COLLATE "C" NOT NULL,
     kind text COLLATE "C" NOT NULL,
     hold_id uuid,
     include jsonb NOT NULL,
     requested_by text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     made_at timestamptz,
     expires_at timestamptz,
     downloaded_at timestamptz,
     object_key text COLLATE "C",
     size bigint,
     wrapped bytea,
     kek_id text COLLATE "C",
     CONSTRAINT account_archive_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX account_archive_did_idx ON account_archive (did)`,
  `CREATE INDEX account_archive_hold_idx ON account_archive (hold_id) WHERE (hold_id IS NOT NULL)`,
  `CREATE INDEX account_archive_expires_at_idx ON account_archive (expires_at) WHERE (object_key IS NOT NULL)`,
  /* Roles that the organization has put together itself. */
  `CREATE TABLE admin_role (
     id text COLLATE "C" NOT NULL,
     name text NOT NULL,
     help text NOT NULL,
     priority integer NOT NULL,
     permissions jsonb NOT NULL,
     created_by text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     changed_at timestamptz NOT NULL,
     CONSTRAINT admin_role_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX account_archive_object_key_key ON account_archive (object_key) WHERE (object_key IS NOT NULL)`,
]

/** Archives of accounts, and roles of the organization's own. */
export class Archives0000000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
