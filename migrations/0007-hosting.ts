import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  // A row stays when its account goes: the name in the DID is nobody else's, ever.
  `CREATE TABLE web_identity (
     did text COLLATE "C" NOT NULL,
     handle text COLLATE "C",
     created_at timestamptz NOT NULL DEFAULT now(),
     ended_at timestamptz,
     CONSTRAINT web_identity_pkey PRIMARY KEY (did)
   )`,

  `CREATE TABLE handle_claim (
     did text COLLATE "C" NOT NULL,
     handle text COLLATE "C" NOT NULL,
     claimed_at timestamptz NOT NULL,
     CONSTRAINT handle_claim_pkey PRIMARY KEY (did)
   )`,
  `CREATE UNIQUE INDEX handle_claim_handle_key ON handle_claim (handle)`,
]

/** The did:web identities that are hosted here, and handles on their way to other accounts. */
export class Hosting0000000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
