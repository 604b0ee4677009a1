import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { BlobAllowance } from './blob-allowance.js'
import { BlobAllowanceStore, type BlobAmount } from './blob-allowance.store.js'
import { BlobAllowances } from './blob-allowances.js'

/** What an account stores and uploads, and what it may. */
export interface AccountBlobUsage {
  stored: BlobAmount
  /** uploads since midnight (UTC) */
  today: BlobAmount
  allowance: BlobAllowance
}

/** How much room blobs take. */
@Injectable()
export class BlobUsage {
  constructor(
    private readonly store: BlobAllowanceStore,
    private readonly allowances: BlobAllowances,
  ) {}

  /** Of one account; nothing for one that is not hosted here. */
  async of(did: Did): Promise<AccountBlobUsage> {
    const [stored, today, allowance] = await Promise.all([
      this.store.stored(did),
      this.store.today(did),
      this.allowances.of(did),
    ])
    return { stored: stored, today, allowance }
  }

  /** Of all accounts together; `accounts` counts those that store anything. */
  ofAll(): Promise<BlobAmount & { accounts: number }> {
    return this.store.storedByAll()
  }
}
