import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE account_seen (
     did text COLLATE "C" NOT NULL,
     seen_at timestamptz NOT NULL,
     CONSTRAINT account_seen_pkey PRIMARY KEY (did)
   )`,
  `INSERT INTO account_seen (did, seen_at)
   SELECT did, max(at)
     FROM (SELECT did, created_at AS at FROM refresh_token UNION ALL SELECT did, used_at FROM oauth_session) AS session
    GROUP BY did`,
  `CREATE INDEX account_seen_at_idx ON account_seen (seen_at, did)`,
  `CREATE INDEX account_email_factor_idx ON account (did) WHERE email_auth_factor`,
  `CREATE INDEX withheld_repo_did_idx ON withheld_repo (did)`,
  `CREATE INDEX admin_mapped_role_role_idx ON admin_mapped_role (role)`,
]

/** By what administrators narrow the list of accounts: when a member was here, second factors, relays, roles. */
export class AccountFilters0000000000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
