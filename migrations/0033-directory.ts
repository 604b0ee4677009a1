import type { MigrationInterface, QueryRunner } from 'typeorm'

const TOKENS = [
  `CREATE TABLE scim_token (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     name text NOT NULL,
     secret_hash bytea NOT NULL,
     former_hash bytea,
     former_until timestamptz,
     created_by text COLLATE "C",
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     revoked_at timestamptz,
     used_at timestamptz,
     used_ip text,
     CONSTRAINT scim_token_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX scim_token_secret_hash_key ON scim_token (secret_hash)`,
  `CREATE UNIQUE INDEX scim_token_former_hash_key ON scim_token (former_hash) WHERE (former_hash IS NOT NULL)`,
  `CREATE INDEX scim_token_connection_idx ON scim_token (connection_id, id)`,
]

const PEOPLE = [
  `CREATE TABLE scim_user (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     user_name text NOT NULL,
     external_id text COLLATE "C",
     active boolean NOT NULL,
     attributes jsonb NOT NULL,
     did text COLLATE "C",
     version integer NOT NULL,
     created_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL,
     CONSTRAINT scim_user_pkey PRIMARY KEY (id)
   )`,
  /* Names are the same in whatever case. */
  `CREATE UNIQUE INDEX scim_user_user_name_key ON scim_user (connection_id, lower(user_name))`,
  `CREATE UNIQUE INDEX scim_user_external_id_key ON scim_user (connection_id, external_id)
     WHERE (external_id IS NOT NULL)`,
  `CREATE INDEX scim_user_connection_idx ON scim_user (connection_id, id)`,
  `CREATE INDEX scim_user_did_idx ON scim_user (did)`,

  `CREATE TABLE scim_group (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     display_name text NOT NULL,
     external_id text COLLATE "C",
     version integer NOT NULL,
     created_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL,
     CONSTRAINT scim_group_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX scim_group_display_name_key ON scim_group (connection_id, lower(display_name))`,
  `CREATE INDEX scim_group_connection_idx ON scim_group (connection_id, id)`,

  `CREATE TABLE scim_group_member (
     group_id uuid NOT NULL,
     user_id uuid NOT NULL,
     CONSTRAINT scim_group_member_pkey PRIMARY KEY (group_id, user_id),
     CONSTRAINT scim_group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES scim_group (id) ON DELETE CASCADE,
     CONSTRAINT scim_group_member_user_id_fkey FOREIGN KEY (user_id) REFERENCES scim_user (id) ON DELETE CASCADE
   )`,
  `CREATE INDEX scim_group_member_user_id_idx ON scim_group_member (user_id)`,
]

const LEAVERS = [
  /* What a connection has done to an account, so that it takes back that and nothing else. */
  `CREATE TABLE scim_leaver (
     did text COLLATE "C" NOT NULL,
     connection_id uuid NOT NULL,
     mode text COLLATE "C" NOT NULL,
     at timestamptz NOT NULL,
     CONSTRAINT scim_leaver_pkey PRIMARY KEY (did, connection_id)
   )`,
  `CREATE TABLE scim_departure (
     id bigint GENERATED ALWAYS AS IDENTITY,
     connection_id uuid NOT NULL,
     user_id uuid NOT NULL,
     at timestamptz NOT NULL,
     CONSTRAINT scim_departure_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX scim_departure_connection_idx ON scim_departure (connection_id, at)`,
  `CREATE INDEX scim_departure_at_idx ON scim_departure (at)`,
  `CREATE TABLE scim_breaker (
     connection_id uuid NOT NULL,
     stopped_at timestamptz,
     resumed_at timestamptz,
     passes integer NOT NULL DEFAULT 0,
     CONSTRAINT scim_breaker_pkey PRIMARY KEY (connection_id)
   )`,
  `CREATE TABLE scim_event (
     id uuid NOT NULL,
     connection_id uuid NOT NULL,
     at timestamptz NOT NULL,
     action text COLLATE "C" NOT NULL,
     outcome text COLLATE "C" NOT NULL,
     resource_id text COLLATE "C",
     name text,
     did text COLLATE "C",
     detail text,
     CONSTRAINT scim_event_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX scim_event_connection_idx ON scim_event (connection_id, id)`,
  `CREATE INDEX scim_event_at_idx ON scim_event (at)`,
]

const LOGOUTS = [
  `CREATE TABLE sso_logout_token (
     connection_id uuid NOT NULL,
     jti text COLLATE "C" NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT sso_logout_token_pkey PRIMARY KEY (connection_id, jti)
   )`,
  `CREATE INDEX sso_logout_token_expires_at_idx ON sso_logout_token (expires_at)`,
]

/** Directories that are kept in step (SCIM), those who leave them, and logouts that providers announce. */
export class Directory0000000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TOKENS, ...PEOPLE, ...LEAVERS, ...LOGOUTS]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
