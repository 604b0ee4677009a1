import { Injectable } from '@nestjs/common'
import { CrawlConfig } from '../crawl.config.js'
import { isCertain, type RelayFinding } from './relay-finding.js'
import { RelayFindingStore, type WithheldRepo } from './relay-finding.store.js'

/** What was found lately of relays and of what they pass on. */
@Injectable()
export class RelayFindings {
  constructor(
    private readonly store: RelayFindingStore,
    private readonly config: CrawlConfig,
  ) {}

  /** What is known of each relay, without suspicions that do not count yet. */
  async relays(): Promise<RelayFinding[]> {
    const found = await this.store.list(this.config.relays)
    return found.map(({ suspicion, ...finding }) => ({
      ...finding,
      ...(suspicion && isCertain(suspicion) && { suspicion }),
    }))
  }

  /** Accounts that relays do not pass on, those first that were found last. */
  withheld(limit: number): Promise<WithheldRepo[]> {
    return this.store.withheld(limit)
  }

  /** How many accounts some relay does not pass on. */
  withheldCount(): Promise<number> {
    return this.store.withheldCount()
  }
}
