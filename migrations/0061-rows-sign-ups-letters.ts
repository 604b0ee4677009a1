import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  /* The handle that is kept for a row whose file names none. */
  `ALTER TABLE bulk_row ADD COLUMN handle text COLLATE "C"`,
  `CREATE UNIQUE INDEX bulk_row_handle_idx ON bulk_row (job_id, handle) WHERE (handle IS NOT NULL)`,
  `CREATE TABLE sign_up_day (
     day date NOT NULL,
     count integer NOT NULL,
     CONSTRAINT sign_up_day_pkey PRIMARY KEY (day)
   )`,
  `CREATE TABLE waiting_mail (
     id uuid NOT NULL,
     sealed text NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT waiting_mail_pkey PRIMARY KEY (id)
   )`,
]

/** Handles that are made for rows of files; how many have signed up on a day; letters that belong to a transaction. */
export class RowsSignUpsLetters0000000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
