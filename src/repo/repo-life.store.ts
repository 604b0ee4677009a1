import type { CidBytes } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** How large a repository is. */
export interface RepoCounts {
  readonly commit: CidBytes
  readonly rev: string
  readonly records: number
  /** commit, tree nodes and records, those with equal content counted once */
  readonly blocks: number
}

/** A record as moderators see it. */
export interface ModeratedRecord {
  readonly cid: CidBytes
  /** DAG-CBOR */
  readonly content: Uint8Array
  /** names the takedown, if it was taken down */
  readonly takedownRef: string | undefined
}

/** A record that was replaced or deleted while its repository was held. */
export interface HeldRecord {
  readonly id: number
  readonly path: string
  readonly cid: CidBytes
  /** DAG-CBOR */
  readonly content: Uint8Array
  /** the revision that wrote it */
  readonly rev: string
  readonly goneAt: Date
}

/** Repositories as the states of their accounts concern them. */
export abstract class RepoLifeStore {
  /**
   * The present commit; no other is made until the caller's transaction ends, and when it is committed, none that was
   * begun before: the state of the account changes.
   */
  abstract fence(tx: Queryable, did: Did): Promise<{ rev: string; commit: CarBlock } | undefined>

  /** Takes a repository away inside the caller's transaction. Its rows are left for {@link clear}. */
  abstract remove(tx: Queryable, did: Did): Promise<void>

  /** Deletes up to `limit` rows of removed repositories; returns how many went. */
  abstract clear(limit: number): Promise<number>

  abstract count(did: Did): Promise<RepoCounts | undefined>

  /** A record, also one that was taken down. */
  abstract moderated(did: Did, path: string): Promise<ModeratedRecord | undefined>

  /**
   * Holds a repository, or lets it go: while it is held, records that are replaced or deleted are kept, and no blob is
   * collected. Commits that are under way end first or start over, as with {@link fence}.
   * @returns `false` if there is no such repository
   */
  abstract setHeld(tx: Queryable, did: Did, isHeld: boolean): Promise<boolean>

  /** Whether a repository is held; inside a transaction that has locked the account, until its end. */
  abstract isHeld(on: Queryable, did: Did): Promise<boolean>

  /** Records that were kept because of a hold, in the order in which they went, after one of them. */
  abstract heldRecords(did: Did, after: number, limit: number): Promise<HeldRecord[]>

  /** Forgets records that were kept because of a hold. */
  abstract dropHeld(tx: Queryable, did: Did): Promise<void>

  /** Takes a record down, or lifts its takedown with `null`; `false` if there is no such record. */
  abstract setTakedown(on: Queryable, did: Did, path: string, ref: string | null): Promise<boolean>
}
