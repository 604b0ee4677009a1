import type { MigrationInterface, QueryRunner } from 'typeorm'

/*
 * Secrets of apps are encrypted as signing keys are; recovery codes are kept as digests, and a passkey is a public key:
 * what is stored lets nobody sign in.
 */
const FACTORS = [
  `CREATE TABLE totp_factor (
     did text COLLATE "C" NOT NULL,
     wrapped bytea NOT NULL,
     kek_id text COLLATE "C" NOT NULL,
     begun_at timestamptz NOT NULL,
     confirmed_at timestamptz,
     last_step bigint,
     CONSTRAINT totp_factor_pkey PRIMARY KEY (did)
   )`,
  `CREATE TABLE recovery_code (
     did text COLLATE "C" NOT NULL,
     hash bytea NOT NULL,
     CONSTRAINT recovery_code_pkey PRIMARY KEY (did, hash)
   )`,
  `CREATE TABLE passkey (
     id text COLLATE "C" NOT NULL,
     did text COLLATE "C" NOT NULL,
     name text NOT NULL,
     public_key bytea NOT NULL,
     counter bigint NOT NULL,
     transports text COLLATE "C" NOT NULL,
     synced boolean NOT NULL,
     created_at timestamptz NOT NULL,
     last_used_at timestamptz,
     CONSTRAINT passkey_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX passkey_did_idx ON passkey (did)`,
]

const BROWSERS = [
  `CREATE TABLE trusted_browser (
     device_id bytea NOT NULL,
     did text COLLATE "C" NOT NULL,
     until timestamptz NOT NULL,
     CONSTRAINT trusted_browser_pkey PRIMARY KEY (device_id, did)
   )`,
  `CREATE INDEX trusted_browser_did_idx ON trusted_browser (did)`,
  `CREATE INDEX trusted_browser_until_idx ON trusted_browser (until)`,

  `CREATE TABLE half_sign_in (
     device_id bytea NOT NULL,
     purpose text COLLATE "C" NOT NULL,
     did text COLLATE "C" NOT NULL,
     remembered boolean NOT NULL,
     expires_at timestamptz NOT NULL,
     CONSTRAINT half_sign_in_pkey PRIMARY KEY (device_id, purpose)
   )`,
  `CREATE INDEX half_sign_in_did_idx ON half_sign_in (did)`,
  `CREATE INDEX half_sign_in_expires_at_idx ON half_sign_in (expires_at)`,
]

const EVENTS = [
  `CREATE TABLE security_event (
     id bigint GENERATED ALWAYS AS IDENTITY,
     did text COLLATE "C" NOT NULL,
     kind text COLLATE "C" NOT NULL,
     at timestamptz NOT NULL,
     ip text,
     user_agent text,
     device_id bytea,
     details jsonb NOT NULL,
     CONSTRAINT security_event_pkey PRIMARY KEY (id)
   )`,
  `CREATE INDEX security_event_did_idx ON security_event (did, id)`,
  `CREATE INDEX security_event_device_idx ON security_event (did, device_id)`,
  `CREATE INDEX security_event_at_idx ON security_event (at)`,
]

/** Second factors, browsers that need none for a while, and what has happened to the security of accounts. */
export class SecondFactors0000000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...FACTORS, ...BROWSERS, ...EVENTS]) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
