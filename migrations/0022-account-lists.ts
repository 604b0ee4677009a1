import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE INDEX account_created_at_idx ON account (created_at, did)`,
  `CREATE INDEX account_status_idx ON account (status, created_at, did)`,
  `CREATE INDEX account_locked_idx ON account (created_at, did) WHERE (locked_at IS NOT NULL)`,
  `CREATE INDEX account_by_handle_idx ON account (coalesce(lower(handle), ''), did)`,
  `CREATE INDEX account_by_email_idx ON account (coalesce(lower(email), ''), did)`,
  `CREATE INDEX account_handle_reversed_idx ON account (reverse(lower(handle)))`,
]

/*
 * Texts in the middle of a handle or address are found by trigrams. Where the extension is not installed, or may not be
 * created, the server goes on without: what is looked for is then compared with beginnings and ends.
 */
const TRIGRAMS = `
  DO $$
  BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX account_trigram_idx ON account USING gin (lower(handle) gin_trgm_ops, lower(email) gin_trgm_ops);
  EXCEPTION WHEN undefined_file OR insufficient_privilege OR feature_not_supported OR undefined_object THEN
    NULL;
  END
  $$`

/** Indexes by which administrators find accounts. */
export class AccountLists0000000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...STATEMENTS, TRIGRAMS]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
