import type { MigrationInterface, QueryRunner } from 'typeorm'

/* Sessions of before have no id; where one is needed, it is made of that of their token. */
const SESSIONS = [
  `ALTER TABLE refresh_token ADD COLUMN session_id text COLLATE "C"`,

  `CREATE TABLE revoked_session (
     id text COLLATE "C" NOT NULL,
     until timestamptz NOT NULL,
     CONSTRAINT revoked_session_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX revoked_session_until_idx ON revoked_session (until)`,
]

const SERVICE_TOKENS = [
  `CREATE TABLE used_token (
     key bytea NOT NULL,
     until timestamptz NOT NULL,
     CONSTRAINT used_token_pkey PRIMARY KEY (key)
   )`,
  `CREATE INDEX used_token_until_idx ON used_token (until)`,
]

const APP_PASSWORDS = [
  `ALTER TABLE app_password ADD COLUMN expires_at timestamptz`,
  `ALTER TABLE app_password ADD COLUMN last_used_at timestamptz`,
]

/** Sessions that ended before their access tokens, tokens that are good once, and the life of app passwords. */
export class Credentials0000000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SESSIONS, ...SERVICE_TOKENS, ...APP_PASSWORDS]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
