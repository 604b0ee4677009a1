import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { DidDocumentStore } from './did-document.store.js'
import { IdentityConfig } from './identity.config.js'

const HOUR_MS = 60 * 60 * 1000

/** Documents looked at by one statement. */
const SLICE = 2_000

/**
 * Deletes DID documents that are too old to be used: whoever names DIDs of others, or makes up his own, must not fill
 * the database.
 */
@Injectable()
export class OldDidDocuments extends HousekeepingTask {
  override readonly name = 'old DID documents'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: DidDocumentStore,
    private readonly config: IdentityConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many were deleted. */
  override async run(): Promise<number> {
    const before = new Date(this.clock.nowMs() - this.config.didCacheMaxTtlMs)
    let total = 0
    let after: string | undefined = ''
    while (after !== undefined) {
      const { removed, last } = await this.store.removeOld(before, { after, limit: SLICE })
      total += removed
      after = last
    }
    return total
  }
}
