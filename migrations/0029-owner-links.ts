import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE owner_link (
     digest bytea NOT NULL,
     made_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT owner_link_pkey PRIMARY KEY (digest)
   )`,
]

/** Links that make the first Owner, as long as there is none. */
export class OwnerLinks0000000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
