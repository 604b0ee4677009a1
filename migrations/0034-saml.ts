import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* What a provider says of itself, as it was read from its metadata. */
  `CREATE TABLE saml_provider (
     connection_id uuid NOT NULL,
     party jsonb NOT NULL,
     source text COLLATE "C" NOT NULL,
     read_at timestamptz NOT NULL,
     tried_at timestamptz NOT NULL,
     problem text,
     CONSTRAINT saml_provider_pkey PRIMARY KEY (connection_id),
     CONSTRAINT saml_provider_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES sso_connection (id) ON DELETE CASCADE
   )`,

  /* Private keys are in sso_secret. */
  `CREATE TABLE saml_key (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     state text COLLATE "C" NOT NULL,
     certificate bytea NOT NULL,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT saml_key_pkey PRIMARY KEY (id),
     CONSTRAINT saml_key_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES sso_connection (id) ON DELETE CASCADE
   )`,
  `CREATE UNIQUE INDEX saml_key_state_key ON saml_key (connection_id, state)`,

  /* Messages that were taken, as long as they could be taken again. */
  `CREATE TABLE saml_message (
     connection_id uuid NOT NULL,
     id text COLLATE "C" NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT saml_message_pkey PRIMARY KEY (connection_id, id)
   )`,
  `CREATE INDEX saml_message_expires_at_idx ON saml_message (expires_at)`,

  /* Under which name a provider knows somebody; the subject may be another. */
  `CREATE TABLE saml_session (
     connection_id uuid NOT NULL,
     subject text COLLATE "C" NOT NULL,
     sid text COLLATE "C" NOT NULL,
     name text COLLATE "C" NOT NULL,
     name_id jsonb NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT saml_session_pkey PRIMARY KEY (connection_id, subject, sid)
   )`,
  `CREATE INDEX saml_session_name_idx ON saml_session (connection_id, name)`,
  `CREATE INDEX saml_session_created_at_idx ON saml_session (created_at)`,

  /* Logouts that a provider was asked for. */
  `CREATE TABLE saml_logout (
     id text COLLATE "C" NOT NULL,
     connection_id uuid NOT NULL,
     back text NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT saml_logout_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX saml_logout_expires_at_idx ON saml_logout (expires_at)`,
]

/** Identity providers that speak SAML 2.0. */
export class Saml0000000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
