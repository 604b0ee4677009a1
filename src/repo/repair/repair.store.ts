import type { CidBytes } from '@guildhall/data'
import type { CarBlock, MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { StoredRecord } from '../repo.store.js'

/** A repository as its row has it, right or wrong. */
export interface StoredRepo {
  repoId: number
  commit: CidBytes
  data: CidBytes
  rev: string
  commitBlock: Uint8Array
  /** whether its account is active */
  isActive: boolean
}

/** What makes the stored tree and the records' CIDs right. */
export interface Correction {
  /** nodes that are wrong or belong to no tree */
  gone: readonly CidBytes[]
  /** nodes that are missing, or were wrong */
  nodes: readonly MstNode[]
  /** records that stand under another CID than their content has */
  records: readonly { path: string; cid: CidBytes }[]
}

/** Reads whole repositories as they are stored, and puts them right. */
export abstract class RepairStore {
  /** Locks a repository until the end of the transaction: whoever writes to it waits. */
  abstract lock(tx: Queryable, did: Did): Promise<StoredRepo | undefined>

  /** A repository as it is now, until the end of the transaction, whoever writes to it. Must be its first statement. */
  abstract freeze(tx: Queryable, did: Did): Promise<StoredRepo | undefined>

  /** Records after a path, in the order of their paths; also taken-down ones, which are part of the tree. */
  abstract records(tx: Queryable, repoId: number, afterPath: string, limit: number): Promise<StoredRecord[]>

  /** Nodes after a CID, as they are stored: their content need not fit their CID. */
  abstract nodes(tx: Queryable, repoId: number, afterCid: Uint8Array, limit: number): Promise<CarBlock[]>

  /** Corrects nodes and CIDs; what is new gets the revision. */
  abstract correct(tx: Queryable, repoId: number, rev: string, correction: Correction): Promise<void>

  /** Sets the commit. */
  abstract setHead(
    tx: Queryable,
    repoId: number,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<void>
}
