import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { StagedTables } from './staged-tables.js'

/** Which import, and under which id its rows lie until they are those of the repository. */
export interface ImportPlace {
  importId: number
  repoId: number
}

/** An import that has begun. */
export interface BegunImport extends ImportPlace {
  /** the revision of the repository */
  formerRev: string
}

/** A file all of which is there, in its tables and found good. */
export interface Arrived {
  /** the tree's root, of the commit */
  data: CidBytes
  /** the revision that its nodes and records carry */
  rev: string
}

/** Records whose block came for another path. */
export interface RepeatedRecords {
  /** for how many of them there is a block */
  found: number
  /** bytes of their blocks, each as often as it is needed */
  bytes: number
}

/** An import as operators see it. */
export interface ListedImport {
  importId: number
  did: Did
  createdAt: Date
  /** when something of the file came last */
  seenAt: Date
  /** when all of the file was there and found good */
  arrivedAt: Date | undefined
  nodes: number
  records: number
  /**
   * blocks of which is not known yet what they are, and records whose block is looked for at the end; those that are
   * in the memory of a node are not counted
   */
  waiting: number
}

/** Keeps files while they arrive: in the tables of repositories, under an id that is no repository's yet. */
export abstract class ImportStore {
  /** Begins an import into a repository; undefined when there is none. */
  abstract begin(did: Did, now: Date): Promise<BegunImport | undefined>

  /** Keeps rows, durably. @returns false when a block came for the second time; nothing was kept then */
  abstract stage(tables: StagedTables): Promise<boolean>

  /** Notes that the file is still arriving. */
  abstract touch(importId: number, now: Date): Promise<void>

  /** Loose blocks by their CIDs, in this order, up to `bytesMax` but at least one; missing ones are left out. */
  abstract loose(importId: number, keys: readonly CidKey[], bytesMax: number): Promise<CarBlock[]>

  /** How many loose blocks and repeated records there are; a crash of the database takes them away. */
  abstract blocks(importId: number): Promise<number>

  /** What there is for the repeated records, once everything else is there. */
  abstract repeated(place: ImportPlace): Promise<RepeatedRecords>

  /** Puts the repeated records to the others. */
  abstract settleRepeated(place: ImportPlace, rev: string): Promise<void>

  /** Whether a loose block has no place in the repository; the commit is known not to have one. */
  abstract hasSurplus(place: ImportPlace, commit: CidBytes): Promise<boolean>

  /**
   * Notes that all of a file has arrived: from now on a crash does not lose it.
   * @throws ImportLost when the import was given up
   */
  abstract arrive(
    begun: BegunImport,
    arrived: Arrived,
    collections: Iterable<string>,
    now: Date,
  ): Promise<void>

  /** An import on which nobody works although it arrived before. */
  abstract leftBehind(before: Date): Promise<({ did: Did } & ImportPlace) | undefined>

  /** Ends an import. What it has kept is deleted by and by, unless it has become the repository. */
  abstract end(place: ImportPlace): Promise<void>

  /** Gives up imports of which nothing has come since, at most `limit`; returns how many. */
  abstract dropBefore(before: Date, limit: number): Promise<number>

  /** Imports that have not ended, the oldest first. */
  abstract list(): Promise<ListedImport[]>
}
