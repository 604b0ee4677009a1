import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* Whoever is signed out of a browser is signed out of what was handed over from it: the row goes with theirs. */
  `CREATE TABLE oauth_handed_session (
     id bytea NOT NULL,
     device_id bytea NOT NULL,
     did text COLLATE "C" NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT oauth_handed_session_pkey PRIMARY KEY (id),
     CONSTRAINT oauth_handed_session_account_fkey FOREIGN KEY (device_id, did)
       REFERENCES oauth_device_account (device_id, did) ON DELETE CASCADE
   )`,
  `CREATE INDEX oauth_handed_session_account_idx ON oauth_handed_session (device_id, did)`,
  `CREATE INDEX oauth_handed_session_expires_at_idx ON oauth_handed_session (expires_at)`,
]

/** Sign-ins in a browser that another host of this service knows as well. */
export class HandedSessions0000000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
