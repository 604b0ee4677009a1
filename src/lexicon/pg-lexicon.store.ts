import type { AtUri, Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { LexiconStore } from './lexicon.store.js'
import type { FetchedLexicon } from './published-lexicon.js'

const PUT = `
  INSERT INTO lexicon_document (nsid, uri, cid, content, fetched_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (nsid) DO UPDATE
     SET uri = excluded.uri, cid = excluded.cid, content = excluded.content, fetched_at = excluded.fetched_at
   WHERE lexicon_document.fetched_at < excluded.fetched_at`

/** Fetched lexicons in the table `lexicon_document`. */
@Injectable()
export class PgLexiconStore extends LexiconStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(nsid: Nsid): Promise<FetchedLexicon | undefined> {
    const { rows } = await this.db.query<{ uri: AtUri; cid: Buffer; content: Buffer; fetched_at: Date }>({
      name: 'lexicon-find',
      text: 'SELECT uri, cid, content, fetched_at FROM lexicon_document WHERE nsid = $1',
      values: [nsid],
      binary: true,
    })
    const row = rows[0]
    return (
      row && { nsid, uri: row.uri, cid: row.cid, content: row.content, fetchedAtMs: row.fetched_at.getTime() }
    )
  }

  override async put({ nsid, uri, cid, content, fetchedAtMs }: FetchedLexicon): Promise<void> {
    await this.db.query({
      name: 'lexicon-put',
      text: PUT,
      values: [nsid, uri, cid, content, new Date(fetchedAtMs)],
    })
  }

  override async prune(beforeMs: number): Promise<number> {
    const { rowCount } = await this.db.query({
      text: 'DELETE FROM lexicon_document WHERE fetched_at < $1',
      values: [new Date(beforeMs)],
    })
    return rowCount
  }
}
