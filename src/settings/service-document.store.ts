import type { Queryable } from '../database/index.js'

/** A version of a document. */
export interface ServiceDocument {
  readonly name: string
  /** from 1 upwards, without gaps */
  readonly version: number
  /** JSON; null when it was taken away */
  readonly content: unknown
  readonly madeAt: Date
  /** who made it; undefined where nobody is known */
  readonly madeBy: string | undefined
}

/** Where documents are kept with their former versions, and how all nodes learn of new ones. */
export abstract class ServiceDocumentStore {
  /** The present version of every document. */
  abstract list(): Promise<ServiceDocument[]>

  /** Versions of a document, the newest first. */
  abstract versions(name: string, limit: number): Promise<ServiceDocument[]>

  abstract find(name: string, version: number): Promise<ServiceDocument | undefined>

  /**
   * Adds a version, and drops those that are older than the last `keptMax`.
   * @returns whether there was none of that number yet
   */
  abstract add(on: Queryable, document: ServiceDocument, keptMax: number): Promise<boolean>

  /**
   * Calls `hear` when a document has a new version on any node, once that is committed, and when some may have been
   * missed.
   * @returns what ends it
   */
  abstract watch(hear: () => void): Promise<() => Promise<void>>
}
