import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* Apart from what an administrator has said of an account, so that either ends without the other. */
  `CREATE TABLE blob_group_quota (
     did text COLLATE "C" NOT NULL,
     connection_id uuid NOT NULL,
     quota_bytes bigint NOT NULL,
     mapped_at timestamptz NOT NULL,
     CONSTRAINT blob_group_quota_pkey PRIMARY KEY (did, connection_id)
   )`,
]

/** How much accounts may store because of groups at an identity provider. */
export class GroupQuotas0000000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
