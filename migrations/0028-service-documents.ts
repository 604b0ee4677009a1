import type { MigrationInterface, QueryRunner } from 'typeorm'

/* Every version is a row: who asks what was before, and goes back to it, finds it. The highest one counts. */
const STATEMENTS = [
  `CREATE TABLE service_document (
     name text COLLATE "C" NOT NULL,
     version integer NOT NULL,
     content jsonb NOT NULL,
     made_at timestamptz NOT NULL,
     made_by text,
     CONSTRAINT service_document_pkey PRIMARY KEY (name, version)
   )`,
  `CREATE TABLE branding_asset (
     digest text COLLATE "C" NOT NULL,
     type text NOT NULL,
     bytes bytea NOT NULL,
     made_at timestamptz NOT NULL,
     CONSTRAINT branding_asset_pkey PRIMARY KEY (digest)
   )`,
]

/** What administrators set while the server runs: settings, domains, branding and its pictures. */
export class ServiceDocuments0000000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
