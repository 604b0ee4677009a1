import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** A record of a tree that arrives, after it was looked at. */
export interface ArrivedRecord {
  path: string
  cid: CidBytes
  /** raw-codec CIDs of the blobs it refers to */
  blobs: readonly CidBytes[]
  /** what it likes, follows, blocks or reposts, if it is such a record */
  subject: string | undefined
}

/** A repository whose contents are about to be replaced; nobody else writes to it meanwhile. */
export interface ClaimedRepo {
  repoId: number
  rev: string
  /** records that were taken down, by path */
  takedowns: ReadonlyMap<string, string>
}

/** Keeps the blocks of files that are arriving, and puts them in the place of what a repository holds. */
export abstract class ImportStore {
  /** Begins an import. @returns its id */
  abstract begin(did: Did, now: Date): Promise<number>

  /** Keeps blocks. @returns how many of them were not there yet */
  abstract keep(importId: number, blocks: readonly CarBlock[]): Promise<number>

  /** Blocks by their CIDs, in any order; missing ones are left out. */
  abstract read(on: Queryable, importId: number, keys: readonly CidKey[]): Promise<CarBlock[]>

  /** Drops the blocks of an import. */
  abstract end(importId: number): Promise<void>

  /** Drops imports that began before, at most `limit`; returns how many. */
  abstract dropBefore(before: Date, limit: number): Promise<number>

  /** Locks a repository until the end of the transaction and empties it. */
  abstract claim(tx: Queryable, did: Did): Promise<ClaimedRepo | undefined>

  /** Adds nodes to the emptied repository, from the blocks that were kept. */
  abstract addNodes(tx: Queryable, place: ImportPlace, cids: readonly CidBytes[]): Promise<void>

  /** Adds records to the emptied repository, from the blocks that were kept. */
  abstract addRecords(tx: Queryable, place: ImportPlace, records: readonly ArrivedRecord[]): Promise<void>

  /** Sets the new commit, and takes down again what was. @returns the number of different records */
  abstract finish(
    tx: Queryable,
    repo: ClaimedRepo,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<number>
}

/** From which import into which repository, under which revision. */
export interface ImportPlace {
  importId: number
  repoId: number
  rev: string
}
