import type { MigrationInterface, QueryRunner } from 'typeorm'

/* No release before this one kept the bytes of a blob, so there is no row yet that would need a key. */
const STATEMENTS = [
  `ALTER TABLE blob
     ADD COLUMN object_key text COLLATE "C" NOT NULL,
     ADD COLUMN expires_at timestamptz`,
  `CREATE UNIQUE INDEX blob_object_key_key ON blob (object_key)`,
  `CREATE INDEX blob_expires_at_idx ON blob (expires_at) WHERE expires_at IS NOT NULL`,

  `CREATE TABLE blob_garbage (
     object_key text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT blob_garbage_pkey PRIMARY KEY (object_key)
   )`,

  `CREATE TABLE blob_allowance (
     did text COLLATE "C" NOT NULL,
     upload_bytes_max bigint,
     quota_bytes bigint,
     daily_bytes bigint,
     daily_count bigint,
     location_allowed boolean,
     CONSTRAINT blob_allowance_pkey PRIMARY KEY (did)
   )`,

  `CREATE TABLE blob_upload_day (
     did text COLLATE "C" NOT NULL,
     day date NOT NULL,
     bytes bigint NOT NULL,
     count bigint NOT NULL,
     CONSTRAINT blob_upload_day_pkey PRIMARY KEY (did)
   )`,
]

/** Where the bytes of blobs are, until when unused ones are kept, and how much an account may store. */
export class Blobs0000000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
