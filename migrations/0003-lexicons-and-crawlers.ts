import type { MigrationInterface, QueryRunner } from 'typeorm'

const STATEMENTS = [
  `CREATE TABLE lexicon_document (
     nsid text COLLATE "C" NOT NULL,
     uri text NOT NULL,
     cid bytea NOT NULL,
     content bytea NOT NULL,
     fetched_at timestamptz NOT NULL,
     CONSTRAINT lexicon_document_pkey PRIMARY KEY (nsid)
   )`,
  `CREATE INDEX lexicon_document_fetched_at_idx ON lexicon_document (fetched_at)`,

  /*
   * Which repositories have, or once had, records of a collection. Rows are added before the first record and stay
   * when the last one goes, so that no commit has to look; readers look whether there are records.
   */
  `CREATE TABLE repo_collection (
     repo_id bigint NOT NULL,
     collection text COLLATE "C" NOT NULL,
     CONSTRAINT repo_collection_pkey PRIMARY KEY (repo_id, collection)
   )`,
  `CREATE INDEX repo_collection_collection_idx ON repo_collection (collection, repo_id)`,
  `INSERT INTO repo_collection (repo_id, collection)
   SELECT DISTINCT repo_id, split_part(path, '/', 1) FROM repo_record`,

  `CREATE TABLE crawler (
     url text COLLATE "C" NOT NULL,
     wanted_at timestamptz,
     asked_at timestamptz,
     succeeded_at timestamptz,
     due_at timestamptz,
     failures integer NOT NULL DEFAULT 0,
     error text,
     CONSTRAINT crawler_pkey PRIMARY KEY (url)
   )`,
]

/** Lexicons that others publish, repositories by collection, and the relays that crawl this server. */
export class LexiconsAndCrawlers0000000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement)
  }

  /** Forward only. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward; restore a backup instead'))
  }
}
