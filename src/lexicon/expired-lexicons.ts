import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { LexiconConfig } from './lexicon.config.js'
import { LexiconStore } from './lexicon.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Deletes kept lexicons that are too old to be used. */
@Injectable()
export class ExpiredLexicons extends HousekeepingTask {
  override readonly name = 'expired lexicons'
  override readonly everyMs = DAY_MS

  constructor(
    private readonly store: LexiconStore,
    private readonly clock: Clock,
    private readonly config: LexiconConfig,
  ) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    return this.store.prune(this.clock.nowMs() - this.config.expiryMs)
  }
}
