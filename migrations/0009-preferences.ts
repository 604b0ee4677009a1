import type { MigrationInterface, QueryRunner } from 'typeorm'

/* Text, not jsonb: what comes back is what was sent, in its order. */
const STATEMENTS = [
  `CREATE TABLE account_preference (
     did text COLLATE "C" NOT NULL,
     place integer NOT NULL,
     type text COLLATE "C" NOT NULL,
     value text NOT NULL,
     CONSTRAINT account_preference_pkey PRIMARY KEY (did, place)
   )`,
]

/** Private preferences of accounts. */
export class Preferences0000000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
