import type { DidDocument } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'

/** A DID document as it was fetched. */
export interface FetchedDocument {
  readonly document: DidDocument
  readonly fetchedAtMs: number
}

/** Where fetched DID documents are kept for all nodes. */
export abstract class DidDocumentStore {
  abstract find(did: Did): Promise<FetchedDocument | undefined>
  /** Keeps a document unless a newer one is there. */
  abstract put(did: Did, fetched: FetchedDocument): Promise<void>

  /** Drops a document; all nodes are told. */
  abstract remove(did: Did): Promise<void>

  /**
   * Calls back when some node drops a document; without a DID, any may have been dropped.
   * @returns ends it
   */
  abstract watch(dropped: (did: Did | undefined) => void): Promise<() => Promise<void>>
}
