import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE preference_namespace (
     did text COLLATE "C" NOT NULL,
     namespace text COLLATE "C" NOT NULL,
     cid bytea NOT NULL,
     content bytea NOT NULL,
     value_count integer NOT NULL,
     updated_at timestamptz NOT NULL,
     CONSTRAINT preference_namespace_pkey PRIMARY KEY (did, namespace)
   )`,
]

/** Private preferences of any namespace. */
export class PreferenceNamespaces0000000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
