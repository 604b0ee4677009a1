import type { CidBytes } from '@guildhall/data'
import type { Did, Nsid } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** The values of a namespace, ready to be stored. */
export interface NamespaceContent {
  namespace: Nsid
  /** of the content */
  cid: CidBytes
  /** DAG-CBOR of the list of values */
  content: Uint8Array
  /** number of values */
  count: number
}

/** What is kept in a namespace. */
export interface StoredNamespace extends NamespaceContent {
  updatedAt: Date
}

/** The same without the values. */
export interface NamespaceSummary extends Omit<StoredNamespace, 'content'> {
  /** of the content */
  sizeBytes: number
}

/** Where preferences of any namespace are kept. */
export abstract class NamespaceStore {
  /** What an account keeps in a namespace. */
  abstract find(on: Queryable | undefined, did: Did, namespace: Nsid): Promise<StoredNamespace | undefined>

  /** The namespaces of an account by name, at most `limit` after one of them. */
  abstract list(did: Did, after: string | undefined, limit: number): Promise<NamespaceSummary[]>

  /** As {@link list}, with what is in them. */
  abstract read(did: Did, after: string | undefined, limit: number): Promise<StoredNamespace[]>

  /** How many namespaces an account has, and how large their contents are together. */
  abstract usage(on: Queryable, did: Did): Promise<{ namespaces: number; bytes: number }>

  /** Puts this in the place of what the account keeps in the namespace. */
  abstract put(tx: Queryable, did: Did, stored: StoredNamespace): Promise<void>

  /** Removes a namespace of an account, if there is one. */
  abstract remove(tx: Queryable, did: Did, namespace: Nsid): Promise<void>

  /** Removes all namespaces of an account. */
  abstract clear(tx: Queryable, did: Did): Promise<void>
}
