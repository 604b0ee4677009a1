import type { MigrationInterface, QueryRunner } from 'typeorm'

/* Ids are digests: what is stored lets nobody act as an application. */
const STATE = [
  `CREATE TABLE oauth_model (
     kind text COLLATE "C" NOT NULL,
     id bytea NOT NULL,
     grant_id text COLLATE "C",
     device_id bytea,
     payload jsonb NOT NULL,
     consumed_at timestamptz,
     expires_at timestamptz NOT NULL,
     CONSTRAINT oauth_model_pkey PRIMARY KEY (kind, id)
   )`,
  `CREATE INDEX oauth_model_grant_id_idx ON oauth_model (grant_id)`,
  `CREATE INDEX oauth_model_expires_at_idx ON oauth_model (expires_at)`,

  `CREATE TABLE oauth_session (
     id text COLLATE "C" NOT NULL,
     did text COLLATE "C" NOT NULL,
     client_id text COLLATE "C" NOT NULL,
     device_id bytea NOT NULL,
     scope text NOT NULL,
     dpop_thumbprint text COLLATE "C" NOT NULL,
     client_auth jsonb NOT NULL,
     created_at timestamptz NOT NULL,
     used_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT oauth_session_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX oauth_session_did_idx ON oauth_session (did)`,
  `CREATE INDEX oauth_session_expires_at_idx ON oauth_session (expires_at)`,

  `CREATE TABLE oauth_consent (
     did text COLLATE "C" NOT NULL,
     client_id text COLLATE "C" NOT NULL,
     scope text NOT NULL,
     given_at timestamptz NOT NULL,
     CONSTRAINT oauth_consent_pkey PRIMARY KEY (did, client_id)
   )`,
]

const DEVICES = [
  `CREATE TABLE oauth_device (
     id bytea NOT NULL,
     user_agent text,
     created_at timestamptz NOT NULL,
     seen_at timestamptz NOT NULL,
     CONSTRAINT oauth_device_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX oauth_device_seen_at_idx ON oauth_device (seen_at)`,

  `CREATE TABLE oauth_device_account (
     device_id bytea NOT NULL,
     did text COLLATE "C" NOT NULL,
     remembered boolean NOT NULL,
     signed_in_at timestamptz NOT NULL,
     CONSTRAINT oauth_device_account_pkey PRIMARY KEY (device_id, did)
   )`,
  `CREATE INDEX oauth_device_account_did_idx ON oauth_device_account (did)`,
]

const KEYS = [
  `CREATE TABLE oauth_signing_key (
     kid text COLLATE "C" NOT NULL,
     wrapped bytea NOT NULL,
     kek_id text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT oauth_signing_key_pkey PRIMARY KEY (kid)
   )`,
]

/** The authorization server: its state, sessions of applications, browsers, and the keys of access tokens. */
export class OAuth0000000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...STATE, ...DEVICES, ...KEYS]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
