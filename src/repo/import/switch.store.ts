import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { Arrived, ImportPlace } from './import.store.js'

/** An import that has arrived. */
export interface HeldImport extends Arrived, ImportPlace {
  /** the revision of the repository when it began */
  formerRev: string
}

/** A repository whose contents are about to be replaced; nobody else writes to it meanwhile. */
export interface ClaimedRepo {
  repoId: number
  rev: string
}

/** Puts what has arrived in the place of what a repository holds. */
export abstract class SwitchStore {
  /**
   * What arrived, for nobody else to work on until the end of the transaction; undefined when the import has ended, was
   * given up or somebody works on it.
   */
  abstract hold(tx: Queryable, importId: number): Promise<HeldImport | undefined>

  /** Locks a repository until the end of the transaction. */
  abstract claim(tx: Queryable, did: Did): Promise<ClaimedRepo | undefined>

  /** Gives all nodes and records that have arrived another revision. */
  abstract restamp(tx: Queryable, repoId: number, rev: string): Promise<void>

  /**
   * Makes what has arrived the contents of the repository, with a new commit, and ends the import. Takedowns of records
   * stay, the account's blobs as well; former contents are deleted by and by.
   */
  abstract finish(
    tx: Queryable,
    held: HeldImport,
    former: ClaimedRepo,
    next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
  ): Promise<void>

  /**
   * Whether the account is active, as far as is committed. Takes no lock: whoever changes the state locks the account
   * before its repository, which is locked by now.
   */
  abstract isActive(tx: Queryable, did: Did): Promise<boolean>
}
