import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE guided_move (
     id uuid NOT NULL,
     did text COLLATE "C" NOT NULL,
     origin text NOT NULL,
     old_handle text,
     new_handle text,
     email text,
     language text COLLATE "C" NOT NULL,
     invite_code text COLLATE "C" NOT NULL,
     token_hash bytea NOT NULL,
     device_id bytea,
     state text COLLATE "C" NOT NULL,
     wish text COLLATE "C",
     problem text,
     job_id uuid,
     passage jsonb,
     created_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     changed_at timestamptz NOT NULL,
     CONSTRAINT guided_move_pkey PRIMARY KEY (id)
   )`,
  `CREATE UNIQUE INDEX guided_move_token_hash_key ON guided_move (token_hash)`,
  `CREATE UNIQUE INDEX guided_move_did_key ON guided_move (did)
     WHERE (state = ANY (ARRAY['invited'::text, 'underWay'::text, 'waiting'::text, 'failed'::text]))`,
  `CREATE INDEX guided_move_changed_at_idx ON guided_move (changed_at)`,
  `CREATE TABLE guided_move_secret (
     id text COLLATE "C" NOT NULL,
     wrapped bytea NOT NULL,
     kek_id text COLLATE "C" NOT NULL,
     CONSTRAINT guided_move_secret_pkey PRIMARY KEY (id)
   )`,
]

/** Moves of accounts to here that administrators invite people to. */
export class GuidedMoves0000000000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
