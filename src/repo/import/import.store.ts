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

/** A file all of which is there, staged and found good, as far as blocks that came but once tell. */
export interface Arrived {
  /** the tree's root, of the commit */
  data: CidBytes
  /** the revision of the commit */
  rev: string
  /** CID of the commit */
  root: CidBytes
  /** nodes that were staged */
  nodes: number
  /** records that were staged with their block */
  records: number
  /** blocks that were kept before it was known what they are */
  loose: number
  /** records whose block came for another path */
  repeated: number
  /** how large the repeated records may be together */
  recordBytesLeft: number
}

/** An import that has arrived. */
export interface HeldImport extends Arrived {
  /** the revision of the repository when it did */
  formerRev: string
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

  /** Notes that all of a file has arrived: from now on a crash does not lose it. */
  abstract arrive(importId: number, arrived: Arrived, now: Date): Promise<void>

  /** An import on which nobody works although it arrived before. */
  abstract leftBehind(before: Date): Promise<{ importId: number; did: Did } | undefined>

  /**
   * What arrived, for nobody else to work on until the end of the transaction; undefined when the import has ended, was
   * given up or somebody works on it.
   */
  abstract hold(tx: Queryable, importId: number): Promise<HeldImport | undefined>

  /** Drops what an import has kept. */
  abstract end(importId: number): Promise<void>

  /** Drops imports that began before, at most `limit`, and what ended ones have left; returns how many. */
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

  /** Sets the new commit, takes down again what was, and ends the import. */
  abstract finish(
    tx: Queryable,
    importId: number,
    repo: ClaimedRepo,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<void>

  /**
   * Whether the account is active, as far as is committed. Takes no lock: whoever changes the state locks the account
   * before its repository, which is locked by now.
   */
  abstract isActive(tx: Queryable, did: Did): Promise<boolean>
}
