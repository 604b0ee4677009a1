import { Injectable } from '@nestjs/common'
import { type DidDocument, parseDidDocument } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { Database } from '../database/index.js'
import { DidDocumentStore, type FetchedDocument, type OldRemoved } from './did-document.store.js'

/** Channel on which nodes learn that a kept document is out of date; the payload is the DID. */
export const DID_CHANGED = 'did_changed'

const PUT = `
  INSERT INTO did_document (did, document, fetched_at) VALUES ($1, $2::jsonb, $3)
  ON CONFLICT (did) DO UPDATE SET document = excluded.document, fetched_at = excluded.fetched_at
   WHERE did_document.fetched_at < excluded.fetched_at`

/** Accounts of this server are listed with their documents, however old these are. */
const REMOVE_OLD = `
  WITH slice AS (SELECT did FROM did_document WHERE did > $2 ORDER BY did LIMIT $3),
       removed AS (DELETE FROM did_document USING slice
                    WHERE did_document.did = slice.did AND fetched_at < $1
                      AND NOT EXISTS (SELECT FROM account WHERE account.did = slice.did)
                   RETURNING 1)
  SELECT (SELECT count(*)::int FROM removed) AS removed,
         (SELECT max(did) FROM slice HAVING count(*) = $3) AS last`

/** Fetched DID documents in the table `did_document`. */
@Injectable()
export class PgDidDocumentStore extends DidDocumentStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(did: Did): Promise<FetchedDocument | undefined> {
    const { rows } = await this.db.query<{ document: unknown; fetched_at: Date }>({
      name: 'did-document-find',
      text: 'SELECT document, fetched_at FROM did_document WHERE did = $1',
      values: [did],
    })
    const row = rows[0]
    return (
      row && {
        document: parseDidDocument(row.document, did) as DidDocument,
        fetchedAtMs: row.fetched_at.getTime(),
      }
    )
  }

  override async put(did: Did, { document, fetchedAtMs }: FetchedDocument): Promise<void> {
    await this.db.query({
      name: 'did-document-put',
      text: PUT,
      values: [did, JSON.stringify(document), new Date(fetchedAtMs)],
    })
  }

  override async remove(did: Did): Promise<void> {
    await this.db.query({
      name: 'did-document-remove',
      text: `WITH removed AS (DELETE FROM did_document WHERE did = $1) SELECT pg_notify('${DID_CHANGED}', $1)`,
      values: [did],
    })
  }

  override async removeOld(
    before: Date,
    { after, limit }: { after: string; limit: number },
  ): Promise<OldRemoved> {
    const { rows } = await this.db.query<{ removed: number; last: string | null }>({
      text: REMOVE_OLD,
      values: [before, after, limit],
    })
    const { removed, last } = rows[0]!
    return { removed, last: last ?? undefined }
  }

  override watch(dropped: (did: Did | undefined) => void): Promise<() => Promise<void>> {
    // An empty payload follows a reconnect: anything may have been missed.
    return this.db.listen(DID_CHANGED, (did) => dropped(did === '' ? undefined : (did as Did)))
  }
}
