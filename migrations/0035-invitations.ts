import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `ALTER TABLE invite_code
     ADD COLUMN expires_at timestamptz,
     ADD COLUMN email_pattern text,
     ADD COLUMN handle_domain text,
     ADD COLUMN account_class text,
     ADD COLUMN sent_to text,
     ADD COLUMN sent_at timestamptz,
     ADD COLUMN language text`,
  `CREATE INDEX invite_code_sent_to_idx ON invite_code (sent_to) WHERE (sent_to IS NOT NULL)`,
  `ALTER TABLE crawler
     ADD COLUMN checked_at timestamptz,
     ADD COLUMN host_status text,
     ADD COLUMN host_seq bigint,
     ADD COLUMN lag bigint,
     ADD COLUMN check_error text,
     ADD COLUMN trouble text,
     ADD COLUMN trouble_checks integer NOT NULL DEFAULT 0,
     ADD COLUMN trouble_since timestamptz,
     ADD COLUMN round_did text COLLATE "C"`,
  `CREATE TABLE withheld_repo (
     relay text COLLATE "C" NOT NULL,
     did text COLLATE "C" NOT NULL,
     status text NOT NULL,
     found_at timestamptz NOT NULL,
     CONSTRAINT withheld_repo_pkey PRIMARY KEY (relay, did)
   )`,
  `CREATE TABLE identity_check (
     did text COLLATE "C" NOT NULL,
     checked_at timestamptz NOT NULL,
     handle_failures integer NOT NULL,
     nullified integer,
     CONSTRAINT identity_check_pkey PRIMARY KEY (did)
   )`,
]

/** Invite codes that are for somebody in particular, for a while, and sent by mail; what relays know of this server. */
export class Invitations0000000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
