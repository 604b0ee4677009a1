import type { MigrationInterface, QueryRunner } from 'typeorm'

const LIFE = [
  `ALTER TABLE account ADD COLUMN email_auth_factor boolean NOT NULL DEFAULT false`,
  `CREATE TABLE account_history (
     id bigint GENERATED ALWAYS AS IDENTITY,
     did text COLLATE "C" NOT NULL,
     command text NOT NULL,
     actor text NOT NULL,
     reason text,
     former_state text NOT NULL,
     state text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT account_history_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX account_history_did_idx ON account_history (did, id)`,

  `CREATE TABLE repo_removed (
     repo_id bigint NOT NULL,
     removed_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT repo_removed_pkey PRIMARY KEY (repo_id)
   )`,
]

const CODES = [
  `CREATE TABLE mail_code (
     did text COLLATE "C" NOT NULL,
     purpose text NOT NULL,
     code_hash bytea NOT NULL,
     expires_at timestamptz NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT mail_code_pkey PRIMARY KEY (did, purpose)
   )`,
  `CREATE UNIQUE INDEX mail_code_hash_key ON mail_code (code_hash)`,
  `CREATE INDEX mail_code_expires_at_idx ON mail_code (expires_at)`,
]

const KEYS = [
  `CREATE TABLE reserved_signing_key (
     did_key text COLLATE "C" NOT NULL,
     did text COLLATE "C",
     wrapped bytea NOT NULL,
     kek_id text NOT NULL,
     expires_at timestamptz NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT reserved_signing_key_pkey PRIMARY KEY (did_key)
   )`,
  `CREATE UNIQUE INDEX reserved_signing_key_did_key ON reserved_signing_key (did)`,
  `CREATE INDEX reserved_signing_key_expires_at_idx ON reserved_signing_key (expires_at)`,
]

/** The history of accounts, codes sent by mail, keys put by for those who arrive, and what deleted accounts leave. */
export class AccountLife0000000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LIFE, ...CODES, ...KEYS]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
