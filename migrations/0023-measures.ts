import type { MigrationInterface, QueryRunner } from 'typeorm'

/* One row for each minute, hour and day: charts read what they draw, and nothing has to be summed up later. */
const STATEMENTS = [
  `CREATE TABLE admin_measure (
     key text COLLATE "C" NOT NULL,
     bucket text COLLATE "C" NOT NULL,
     at timestamptz NOT NULL,
     value double precision NOT NULL,
     samples integer NOT NULL,
     CONSTRAINT admin_measure_pkey PRIMARY KEY (key, bucket, at)
   )`,
  `CREATE INDEX admin_measure_age_idx ON admin_measure (bucket, at)`,
]

/** What charts of the administration are drawn from. */
export class Measures0000000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
