import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE repo_import (
     import_id bigint GENERATED ALWAYS AS IDENTITY,
     did text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT repo_import_pkey PRIMARY KEY (import_id)
   )`,
  `CREATE INDEX repo_import_created_at_idx ON repo_import (created_at)`,

  /*
   * Blocks on their way from a file into a repository. What a crash of the database takes from it would have to be
   * uploaded again anyway, so it is not logged.
   */
  `CREATE UNLOGGED TABLE repo_import_block (
     import_id bigint NOT NULL,
     cid bytea NOT NULL,
     content bytea NOT NULL,
     CONSTRAINT repo_import_block_pkey PRIMARY KEY (import_id, cid)
   )`,
  `ALTER TABLE repo_import_block ALTER COLUMN content SET STORAGE EXTERNAL`,
]

/** Repositories that arrive as files. */
export class Imports0000000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
