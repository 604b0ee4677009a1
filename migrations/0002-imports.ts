import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE repo_import (
     import_id bigint GENERATED ALWAYS AS IDENTITY,
     did text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     arrived jsonb,
     arrived_at timestamptz,
     CONSTRAINT repo_import_pkey PRIMARY KEY (import_id)
   )`,
  `CREATE INDEX repo_import_created_at_idx ON repo_import (created_at)`,

  /*
   * What files that arrive are made of, in the order in which it came: nodes, records, what records refer to, and blocks
   * of which it is not known yet what they are (kind 6). What a crash of the database takes from it would have to be
   * uploaded again anyway, so it is not logged.
   */
  `CREATE UNLOGGED TABLE repo_import_block (
     import_id bigint NOT NULL,
     n integer NOT NULL,
     kind smallint NOT NULL,
     path text COLLATE "C",
     cid bytea,
     content bytea,
     CONSTRAINT repo_import_block_pkey PRIMARY KEY (import_id, n)
   )`,
  `ALTER TABLE repo_import_block ALTER COLUMN content SET STORAGE EXTERNAL`,
  `CREATE UNIQUE INDEX repo_import_block_loose_key ON repo_import_block (import_id, cid) WHERE kind = 6`,
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
