import type { MigrationInterface, QueryRunner } from 'typeorm'

const LOCKOUT = [
  `CREATE TABLE sign_in_failure (
     key bytea NOT NULL,
     failures int NOT NULL,
     last_failed_at timestamptz NOT NULL,
     CONSTRAINT sign_in_failure_pkey PRIMARY KEY (key)
   )`,
  `CREATE INDEX sign_in_failure_last_failed_at_idx ON sign_in_failure (last_failed_at)`,

  `CREATE TABLE sign_in_network (
     key bytea NOT NULL,
     did text COLLATE "C" NOT NULL,
     seen_at timestamptz NOT NULL,
     CONSTRAINT sign_in_network_pkey PRIMARY KEY (key)
   )`,
  `CREATE INDEX sign_in_network_did_idx ON sign_in_network (did)`,
  `CREATE INDEX sign_in_network_seen_at_idx ON sign_in_network (seen_at)`,
]

const KEYS = [`ALTER TABLE reserved_signing_key ADD COLUMN taken_at timestamptz`]

/** Failed sign-ins, where accounts sign in from, and reserved keys on their way to accounts that are here. */
export class SignInFailures0000000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LOCKOUT, ...KEYS]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
