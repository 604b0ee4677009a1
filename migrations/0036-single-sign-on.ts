import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* Handles that accounts of this service have had: nobody else gets them for a while. */
  `CREATE TABLE former_handle (
     handle text COLLATE "C" NOT NULL,
     did text COLLATE "C" NOT NULL,
     given_up_at timestamptz NOT NULL,
     CONSTRAINT former_handle_pkey PRIMARY KEY (handle)
   )`,
  `CREATE INDEX former_handle_given_up_at_idx ON former_handle (given_up_at)`,

  /* When somebody has shown who they are: at a provider that may be long before they come back. */
  `ALTER TABLE oauth_device_account ADD COLUMN proved_at timestamptz`,
]

/** What organizations need once people come and go: handles that nobody else gets at once. */
export class SingleSignOn0000000000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
