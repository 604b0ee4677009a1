import type { DidDocument } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'

/** A DID document as it was fetched. */
export interface FetchedDocument {
  readonly document: DidDocument
  readonly fetchedAtMs: number
}

/** What became of a slice of documents. */
export interface OldRemoved {
  readonly removed: number
  /** the last DID looked at; `undefined` after the last of all */
  readonly last: string | undefined
}

/** Where fetched DID documents are kept for all nodes. */
export abstract class DidDocumentStore {
  abstract find(did: Did): Promise<FetchedDocument | undefined>
  /** Keeps a document unless a newer one is there. */
  abstract put(did: Did, fetched: FetchedDocument): Promise<void>

  /** Drops a document; all nodes are told. */
  abstract remove(did: Did): Promise<void>

  /**
   * Deletes what was fetched before some moment, among some documents in the order of their DIDs; those of accounts
   * of this server stay. As nobody uses it any more, no node is told.
   * @param slice the documents that are looked at: up to `limit` after the DID `after`
   */
  abstract removeOld(before: Date, slice: { after: string; limit: number }): Promise<OldRemoved>

  /**
   * Calls back when some node drops a document; without a DID, any may have been dropped.
   * @returns ends it
   */
  abstract watch(dropped: (did: Did | undefined) => void): Promise<() => Promise<void>>
}
