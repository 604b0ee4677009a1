import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** What is known of an uploaded blob. */
export interface StoredBlob {
  cid: CidBytes
  mimeType: string
  /** bytes */
  size: number
  takendown: boolean
  /** where the store has its bytes */
  objectKey: string
  /** no record refers to it, and it will be collected before long */
  isExpiring: boolean
}

/** A blob that was uploaded just now. */
export interface NewBlob {
  cid: CidBytes
  mimeType: string
  /** bytes */
  size: number
  objectKey: string
  /** how long it is kept without a reference */
  unusedTtlMs: number
  /** an object of this blob that was found to be missing: the new one takes its place */
  missingKey?: string | undefined
}

/** How a blob stands in the table once it was added: as it was before, where it was there already. */
export interface AddedBlob {
  mimeType: string
  objectKey: string
  takendown: boolean
  isNew: boolean
}

/** A blob that anybody may see. */
export interface ServableBlob {
  mimeType: string
  /** bytes */
  size: number
  objectKey: string
}

/** Blobs in the order of their CIDs: after one, up to another, which is included. */
export interface BlobRange {
  readonly after?: CidBytes | undefined
  readonly upTo?: CidBytes | undefined
}

/** A blob in a list of its account's. */
export interface OwnBlob {
  readonly cid: CidBytes
  readonly mimeType: string
  /** bytes */
  readonly size: number
}

/** A blob as moderators see it, whoever else may see it. */
export interface ModeratedBlob extends OwnBlob {
  readonly createdAt: Date
  /** names the takedown, if it was taken down */
  readonly takedownRef: string | undefined
  /** paths of some records that refer to it */
  readonly usedBy: readonly string[]
}

/** Which blobs moderators look for; what is absent does not matter. */
export interface ModeratedFilter {
  readonly takendown?: boolean | undefined
  /** path of a record that refers to them */
  readonly usedBy?: string | undefined
}

/** A part of a list of blobs, which is in the order of their CIDs. */
export interface ModeratedSlice {
  readonly descending: boolean
  readonly after: CidBytes | undefined
  readonly limit: number
}

/** A part of the blobs of an account. */
export interface BlobPart {
  readonly count: number
  readonly bytes: number
  /** the last of them */
  readonly upTo: CidBytes
}

/**
 * The table of blobs, not their bytes. A blob expires when no record refers to it: the statements that make and remove
 * references see to that.
 */
export abstract class BlobTableStore {
  /** The account's blobs with these CIDs; absent ones are left out. */
  abstract find(did: Did, cids: readonly CidBytes[]): Promise<StoredBlob[]>

  /** The blob, if a record of the account refers to it and it was not taken down. */
  abstract servable(did: Did, cid: CidBytes): Promise<ServableBlob | undefined>

  /** The first ones of a range that anybody may see, in the order of their CIDs. */
  abstract list(did: Did, range: BlobRange, limit: number): Promise<OwnBlob[]>

  /** All blobs of an account, also those that were taken down or that nothing refers to. */
  abstract moderated(did: Did, filter: ModeratedFilter, slice: ModeratedSlice): Promise<ModeratedBlob[]>

  /** How many there are. */
  abstract countModerated(did: Did, filter: ModeratedFilter): Promise<number>

  /** All that anybody may see, in parts of so many, in the order of their CIDs. */
  abstract parts(did: Did, size: number): Promise<BlobPart[]>

  /**
   * Locks the account's repository against commits and collections until the end of the transaction.
   * @returns the id of the repository; undefined if there is none
   */
  abstract hold(tx: Queryable, did: Did): Promise<number | undefined>

  /** Adds a blob to a repository that is held. An unused one takes the new media type and lives on. */
  abstract add(tx: Queryable, repoId: number, blob: NewBlob): Promise<AddedBlob>

  /** The same for one that is known to be there, without its bytes; undefined if it is there no more. */
  abstract renew(
    did: Did,
    blob: Pick<NewBlob, 'cid' | 'mimeType' | 'unusedTtlMs'>,
  ): Promise<Omit<AddedBlob, 'isNew'> | undefined>

  /** Puts off the end of unused blobs, so that there is time to refer to them. @returns how many are there */
  abstract postpone(tx: Queryable, repoId: number, cids: readonly CidBytes[]): Promise<number>

  /** How many different blobs the records of an account refer to, and how many it has uploaded. */
  abstract count(did: Did): Promise<{ expected: number; uploaded: number }>

  /** The reference of the takedown of a blob, if it was taken down; `undefined` if there is no such blob. */
  abstract takedown(did: Did, cid: CidBytes): Promise<{ ref: string | undefined } | undefined>

  /** Takes a blob down, or lifts its takedown with `null`; `false` if there is no such blob. */
  abstract setTakedown(on: Queryable, did: Did, cid: CidBytes, ref: string | null): Promise<boolean>
}
