import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** What holds for an account in place of the settings; undefined where the settings hold. */
export interface AllowanceOverrides {
  uploadBytesMax?: number | undefined
  quotaBytes?: number | undefined
  dailyBytes?: number | undefined
  dailyCount?: number | undefined
  locationAllowed?: boolean | undefined
}

/** So many blobs of so many bytes in all. */
export interface BlobAmount {
  bytes: number
  count: number
}

/** What accounts may store, and what they do store. */
export abstract class BlobAllowanceStore {
  /** What holds for an account in particular; nothing for most. */
  abstract overrides(did: Did, on?: Queryable): Promise<AllowanceOverrides>

  /** Changes what is named: a value holds from now on, `null` gives way to the settings. */
  abstract override(
    did: Did,
    change: { [K in keyof AllowanceOverrides]: AllowanceOverrides[K] | null },
    on?: Queryable,
  ): Promise<void>

  /** Counts an upload; what the account has uploaded today (UTC), this one included. The account is locked meanwhile. */
  abstract countUpload(tx: Queryable, did: Did, bytes: number): Promise<BlobAmount>

  /** What the account has uploaded today (UTC). */
  abstract today(did: Did): Promise<BlobAmount>

  /** What the account stores. */
  abstract stored(did: Did, on?: Queryable): Promise<BlobAmount>

  /** What all accounts together store. */
  abstract storedByAll(): Promise<BlobAmount & { accounts: number }>

  /** Forgets an account. */
  abstract erase(tx: Queryable, did: Did): Promise<void>
}
