import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** A record of a tree that arrives, after it was looked at. */
export interface ArrivedRecord extends CarBlock {
  path: string
  /** raw-codec CIDs of the blobs it refers to */
  blobs: readonly CidBytes[]
  /** what it likes, follows, blocks or reposts, if it is such a record */
  subject: string | undefined
}

/** Where the contents of a file are loaded, and the revision they are given. */
export interface ImportPlace {
  /** also the `repo_id` of the rows */
  importId: number
  rev: string
}

/** The repository whose place is taken. */
export interface FormerRepo {
  repoId: number
  rev: string
}

/**
 * Loads the contents of files beside the repositories, as rows of repositories that nobody sees yet, and puts them in
 * the place of one. Blocks that come before anybody can tell what they are wait in a table of their own.
 */
export abstract class ImportStore {
  /**
   * Begins an import.
   * @returns its id, and the present revision of the repository; undefined when there is none
   */
  abstract begin(did: Did, now: Date): Promise<{ importId: number; rev: string } | undefined>

  /** Keeps blocks for later. @returns false when one of them is kept already, and then none is */
  abstract stage(importId: number, blocks: readonly CarBlock[]): Promise<boolean>

  /** Blocks that are kept, in any order; others are left out. */
  abstract staged(importId: number, keys: readonly CidKey[]): Promise<CarBlock[]>

  /** Loads nodes and records. @throws ImportAbandoned when the import was given up meanwhile */
  abstract settle(
    place: ImportPlace,
    nodes: readonly CarBlock[],
    records: readonly ArrivedRecord[],
  ): Promise<void>

  /** Records that were loaded, each once, in any order; others are left out. */
  abstract settled(importId: number, keys: readonly CidKey[]): Promise<CarBlock[]>

  /** How many different records were loaded. */
  abstract countRecords(importId: number): Promise<number>

  /** Locks a repository, and the import into it, until the end of the transaction. */
  abstract lock(tx: Queryable, did: Did, importId: number): Promise<FormerRepo | undefined>

  /** Gives everything that was loaded another revision. */
  abstract restamp(tx: Queryable, place: ImportPlace): Promise<void>

  /** Puts what was loaded in the place of a repository, and ends the import. What was taken down stays so. */
  abstract replace(
    tx: Queryable,
    former: FormerRepo,
    place: ImportPlace,
    next: { commit: CidBytes; data: CidBytes; commitBlock: Uint8Array },
  ): Promise<void>

  /** Gives an import up, if it has not ended, and drops what is kept for it. */
  abstract discard(importId: number): Promise<void>

  /** Gives up imports that began before, at most `limit`, and drops what ended ones have left; returns how many. */
  abstract discardBefore(before: Date, limit: number): Promise<number>
}
