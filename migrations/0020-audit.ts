import type { MigrationInterface, QueryRunner } from 'typeorm'

/* What was there before and after is text, not jsonb: the digest of an entry is that of its very characters. */
const ENTRIES = [
  `CREATE TABLE audit_entry (
     seq bigint NOT NULL,
     at timestamptz(3) NOT NULL,
     action text COLLATE "C" NOT NULL,
     outcome text COLLATE "C" NOT NULL,
     actor_type text COLLATE "C" NOT NULL,
     actor_id text COLLATE "C",
     actor_more text NOT NULL,
     target_type text COLLATE "C",
     target_id text COLLATE "C",
     request_id text COLLATE "C",
     reason text,
     before text,
     after text,
     previous_hash bytea NOT NULL,
     hash bytea NOT NULL,
     CONSTRAINT audit_entry_pkey PRIMARY KEY (seq)
   )`,
  `CREATE INDEX audit_entry_at_idx ON audit_entry (at, seq)`,
  `CREATE INDEX audit_entry_action_idx ON audit_entry (action, seq)`,
  `CREATE INDEX audit_entry_actor_idx ON audit_entry (actor_id, seq)`,
  `CREATE INDEX audit_entry_target_idx ON audit_entry (target_id, seq)`,
  `CREATE INDEX audit_entry_outcome_idx ON audit_entry (outcome, seq)`,
  `CREATE INDEX audit_entry_request_idx ON audit_entry (request_id, seq)`,
]

/* Whoever writes an entry holds the one row of the head until the transaction ends: entries are in one order. */
const CHAIN = [
  `CREATE TABLE audit_head (
     id smallint NOT NULL DEFAULT 1,
     seq bigint NOT NULL,
     hash bytea NOT NULL,
     CONSTRAINT audit_head_pkey PRIMARY KEY (id),
     CONSTRAINT audit_head_id_check CHECK ((id = 1))
   )`,
  `INSERT INTO audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'))`,
  `CREATE TABLE audit_key (
     key_id text COLLATE "C" NOT NULL,
     wrapped bytea NOT NULL,
     kek_id text COLLATE "C" NOT NULL,
     created_at timestamptz NOT NULL,
     CONSTRAINT audit_key_pkey PRIMARY KEY (key_id)
   )`,
  `CREATE TABLE audit_checkpoint (
     seq bigint NOT NULL,
     kind text COLLATE "C" NOT NULL,
     hash bytea NOT NULL,
     at timestamptz(3) NOT NULL,
     key_id text COLLATE "C" NOT NULL,
     signature bytea NOT NULL,
     CONSTRAINT audit_checkpoint_pkey PRIMARY KEY (kind, seq)
   )`,
]

/* The server itself cannot change what it has written; the oldest entries go when their time is over. */
const GUARD = [
  `CREATE FUNCTION audit_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('guildhall.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'entries of the audit are neither changed nor removed';
END
$$`,
  `CREATE TRIGGER audit_entry_guard BEFORE UPDATE OR DELETE ON audit_entry
     FOR EACH ROW EXECUTE FUNCTION audit_entry_guard()`,
  `CREATE TRIGGER audit_entry_guard_all BEFORE TRUNCATE ON audit_entry
     FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_guard()`,
]

/** The audit: what administrators did, in a chain of digests. */
export class Audit0000000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...ENTRIES, ...CHAIN, ...GUARD]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
