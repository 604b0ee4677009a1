import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** From which import into which repository, under which revision. */
export interface ImportPlace {
  importId: number
  repoId: number
  rev: string
}

/** A repository whose contents are about to be replaced; nobody else writes to it meanwhile. */
export interface ClaimedRepo {
  repoId: number
  rev: string
  /** records that were taken down, by path */
  takedowns: ReadonlyMap<string, string>
}

/** Records whose block came for another path. */
export interface RepeatedRecords {
  /** for how many of them there is a block */
  found: number
  /** bytes of their blocks, each as often as it is needed */
  bytes: number
}

/** Keeps files that are arriving, and puts them in the place of what a repository holds. */
export abstract class ImportStore {
  /** Begins an import. @returns its id */
  abstract begin(did: Did, now: Date): Promise<number>

  /**
   * Keeps rows. @param rows of `repo_import_block` in their binary form
   * @returns false when a loose block came for the second time; nothing was kept then
   */
  abstract stage(rows: Buffer): Promise<boolean>

  /** Loose blocks by their CIDs, in this order, up to `bytesMax` but at least one; missing ones are left out. */
  abstract loose(importId: number, keys: readonly CidKey[], bytesMax: number): Promise<CarBlock[]>

  /** Drops what an import has kept. */
  abstract end(importId: number): Promise<void>

  /** Drops imports that began before, at most `limit`; returns how many. */
  abstract dropBefore(before: Date, limit: number): Promise<number>

  /** Locks a repository until the end of the transaction and empties it. */
  abstract claim(tx: Queryable, did: Did): Promise<ClaimedRepo | undefined>

  /** Puts nodes and records, but the repeated ones, into the emptied repository. @returns how many there were */
  abstract settle(tx: Queryable, place: ImportPlace): Promise<{ nodes: number; records: number }>

  /** What there is for the repeated records, once everything else is settled. */
  abstract repeated(tx: Queryable, place: ImportPlace): Promise<RepeatedRecords>

  /** Puts the repeated records into the repository. */
  abstract settleRepeated(tx: Queryable, place: ImportPlace): Promise<void>

  /** Whether a loose block has no place in the repository; the commit is known not to have one. */
  abstract hasSurplus(tx: Queryable, place: ImportPlace, commit: CidBytes): Promise<boolean>

  /** Sets the new commit, and takes down again what was. */
  abstract finish(
    tx: Queryable,
    repo: ClaimedRepo,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<void>

  /**
   * Whether the account is active, as far as is committed. Takes no lock: whoever changes the state locks the account
   * before its repository, which is locked by now.
   */
  abstract isActive(tx: Queryable, did: Did): Promise<boolean>
}
