import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { Slice } from '../api/list-page.js'
import type { Archive, StoredArchive } from './archive.js'

/** Which archives are looked for; what is absent does not matter. */
export interface ArchiveFilter {
  readonly did?: string | undefined
  readonly kind?: string | undefined
}

/** Where it is kept which archives there are. */
export abstract class ArchiveStore {
  abstract add(tx: Queryable, archive: Archive): Promise<void>

  abstract find(id: string): Promise<Archive | undefined>

  /** By their ids, which are in the order in which they were asked for. */
  abstract list(filter: ArchiveFilter, slice: Slice): Promise<Archive[]>

  abstract count(filter: ArchiveFilter): Promise<number>

  /** Notes where an archive is; `false` if it was made before, or the row is gone. */
  abstract made(
    id: string,
    stored: StoredArchive,
    madeAt: Date,
    expiresAt: Date | undefined,
    tx?: Queryable,
  ): Promise<boolean>

  /** Takes an archive for the one download that there is; `false` if somebody has it, or its time is over. */
  abstract claim(id: string, now: Date): Promise<boolean>

  /** Gives the download back, because it broke off. */
  abstract giveBack(id: string): Promise<void>

  /** Lets the file of an archive go; the store of blobs is rid of it before long. */
  abstract drop(id: string): Promise<void>

  /** Archives whose time is over, at most `limit`. */
  abstract expired(now: Date, limit: number): Promise<string[]>

  /** Sets when archives end: those of a hold, or all of an account. */
  abstract expire(tx: Queryable, of: { holdId: string } | { did: Did }, at: Date): Promise<void>
}
