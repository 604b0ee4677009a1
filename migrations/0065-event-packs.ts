import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE event_pack (
     last_seq bigint NOT NULL,
     first_seq bigint NOT NULL,
     last_at timestamptz NOT NULL,
     events integer NOT NULL,
     dids text[] COLLATE "C" NOT NULL,
     purged_dids text[] COLLATE "C" NOT NULL DEFAULT '{}',
     body bytea NOT NULL,
     CONSTRAINT event_pack_pkey PRIMARY KEY (last_seq)
   )`,
  `ALTER TABLE event_pack ALTER COLUMN body SET STORAGE EXTERNAL`,
  `CREATE INDEX event_pack_dids_idx ON event_pack USING gin (dids) WITH (fastupdate=off)`,
  `CREATE INDEX event_pack_purged_idx ON event_pack (last_seq) WHERE (purged_dids <> '{}'::text[])`,
  /* Empty until there is a pack. The release before goes by pruned_seq, which then tells what it cannot read. */
  `ALTER TABLE sequencer_state ADD COLUMN removed_seq bigint`,
]

/** Numbered events that are packed together. */
export class EventPacks0000000000065 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
