import type { MigrationInterface, QueryRunner } from 'typeorm'

/* Not logged: counts need not outlive a crash, and must not cost what data costs. */
const STATEMENTS = [
  `CREATE UNLOGGED TABLE rate_limit_window (
     name text COLLATE "C" NOT NULL,
     taken bigint NOT NULL,
     ends_at_ms bigint NOT NULL,
     CONSTRAINT rate_limit_window_pkey PRIMARY KEY (name)
   )`,
]

/** Rate limits that several nodes count together. */
export class SharedLimits0000000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
