import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE admin_role_assignment (
     id uuid NOT NULL,
     did text COLLATE "C" NOT NULL,
     role text COLLATE "C" NOT NULL,
     domain text COLLATE "C",
     expires_at timestamptz,
     granted_by text COLLATE "C",
     granted_at timestamptz NOT NULL,
     CONSTRAINT admin_role_assignment_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX admin_role_assignment_key ON admin_role_assignment (did, role, coalesce(domain, ''))`,
  `CREATE INDEX admin_role_assignment_role_idx ON admin_role_assignment (role)`,

  /* Neither a token nor what was answered can be read from here: digests, and ciphertext. */
  `CREATE TABLE admin_token (
     id uuid NOT NULL,
     name text NOT NULL,
     secret_hash bytea NOT NULL,
     former_hash bytea,
     former_until timestamptz,
     permissions jsonb NOT NULL,
     ip_allow jsonb NOT NULL,
     created_by text COLLATE "C",
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     revoked_at timestamptz,
     used_at timestamptz,
     used_ip text,
     CONSTRAINT admin_token_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX admin_token_secret_hash_key ON admin_token (secret_hash)`,
  `CREATE UNIQUE INDEX admin_token_former_hash_key ON admin_token (former_hash) WHERE (former_hash IS NOT NULL)`,

  `CREATE TABLE admin_idempotency (
     key bytea NOT NULL,
     request_hash bytea NOT NULL,
     created_at timestamptz NOT NULL,
     status integer,
     answer bytea,
     CONSTRAINT admin_idempotency_pkey PRIMARY KEY (key)
   )`,
  `CREATE INDEX admin_idempotency_created_at_idx ON admin_idempotency (created_at)`,
]

/** Who administers, by which token, and what was answered to requests that may be sent again. */
export class AdminAccess0000000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
