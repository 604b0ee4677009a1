import type { MigrationInterface, QueryRunner } from 'typeorm'

const CONNECTIONS = [
  `CREATE TABLE sso_connection (
     id uuid NOT NULL,
     name text NOT NULL,
     kind text COLLATE "C" NOT NULL,
     status text COLLATE "C" NOT NULL,
     issuer text COLLATE "C" NOT NULL,
     settings jsonb NOT NULL,
     policy jsonb NOT NULL,
     managed_by text COLLATE "C" NOT NULL,
     revision integer NOT NULL,
     health jsonb,
     created_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL,
     CONSTRAINT sso_connection_pkey PRIMARY KEY (id)
   )`,

  /* The id is "connection/purpose". */
  `CREATE TABLE sso_secret (
     id text COLLATE "C" NOT NULL,
     wrapped bytea NOT NULL,
     kek_id text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT sso_secret_pkey PRIMARY KEY (id)
   )`,
]

/* Secrets of a transaction are derived from its state, of which there is a digest only. */
const TRANSACTIONS = [
  `CREATE TABLE sso_transaction (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     device_id bytea NOT NULL,
     purpose text COLLATE "C" NOT NULL,
     back text NOT NULL,
     did text COLLATE "C",
     login_hint text,
     state_hash bytea NOT NULL,
     request_id text COLLATE "C",
     started_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     used_at timestamptz,
     claims jsonb,
     finished_at timestamptz,
     CONSTRAINT sso_transaction_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX sso_transaction_state_hash_key ON sso_transaction (state_hash)`,
  `CREATE INDEX sso_transaction_expires_at_idx ON sso_transaction (expires_at)`,

  `CREATE TABLE sso_trace (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     at timestamptz NOT NULL,
     purpose text COLLATE "C" NOT NULL,
     outcome text COLLATE "C" NOT NULL,
     code text COLLATE "C",
     details jsonb NOT NULL,
     CONSTRAINT sso_trace_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX sso_trace_connection_idx ON sso_trace (connection_id, id)`,
  `CREATE INDEX sso_trace_at_idx ON sso_trace (at)`,

  `CREATE TABLE pending_registration (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     subject text COLLATE "C" NOT NULL,
     claims jsonb NOT NULL,
     status text COLLATE "C" NOT NULL,
     handle text COLLATE "C",
     handle_until timestamptz,
     terms_version text,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT pending_registration_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX pending_registration_subject_key ON pending_registration (connection_id, subject)`,
  `CREATE UNIQUE INDEX pending_registration_handle_key ON pending_registration (handle) WHERE (handle IS NOT NULL)`,
  `CREATE INDEX pending_registration_expires_at_idx ON pending_registration (expires_at)`,
]

const PEOPLE = [
  `CREATE TABLE external_identity (
     connection_id uuid NOT NULL,
     subject text COLLATE "C" NOT NULL,
     did text COLLATE "C" NOT NULL,
     issuer text COLLATE "C" NOT NULL,
     email text,
     claims jsonb NOT NULL,
     linked_by text COLLATE "C" NOT NULL,
     linked_at timestamptz NOT NULL,
     last_login_at timestamptz,
     CONSTRAINT external_identity_pkey PRIMARY KEY (connection_id, subject)
   )`,
  `CREATE INDEX external_identity_did_idx ON external_identity (did)`,

  `CREATE TABLE sso_session (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     subject text COLLATE "C" NOT NULL,
     did text COLLATE "C" NOT NULL,
     device_id bytea NOT NULL,
     sid text COLLATE "C",
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT sso_session_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX sso_session_sid_idx ON sso_session (connection_id, sid)`,
  `CREATE INDEX sso_session_subject_idx ON sso_session (connection_id, subject)`,
  `CREATE INDEX sso_session_did_idx ON sso_session (did)`,
  `CREATE INDEX sso_session_expires_at_idx ON sso_session (expires_at)`,

  /* Until when somebody may use the password though their domain demands single sign-on. */
  `CREATE TABLE sso_exception (
     did text COLLATE "C" NOT NULL,
     reason text NOT NULL,
     granted_by text COLLATE "C",
     granted_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT sso_exception_pkey PRIMARY KEY (did)
   )`,
]

/** Signing in with an organization: its identity providers, sign-ins under way, and who is who. */
export class Sso0000000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CONNECTIONS, ...TRANSACTIONS, ...PEOPLE]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
