import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { EventStore } from './event.store.js'
import { SequencerConfig } from './sequencer.config.js'

const HOUR_MS = 60 * 60 * 1000

/** Events deleted by one statement: small enough not to hold up the sequencer. */
const BATCH = 1_000

/** Deletes events that no consumer may resume from any more. */
@Injectable()
export class EventRetention extends HousekeepingTask {
  override readonly name = 'old events'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly config: SequencerConfig,
  ) {
    super()
  }

  /** Deletes what is older than the retention time, or more than the disk is to hold; returns the number of events. */
  override async run(): Promise<number> {
    const keepMs = Math.max(this.config.retentionMs, this.config.backfillWindowMs)
    const beforeMs = this.clock.nowMs() - keepMs
    const old = await inBatches(() => this.store.prune(beforeMs, BATCH))
    const newest = await this.store.overflow(this.config.retentionBytes)
    if (newest === undefined) return old
    return old + (await inBatches(() => this.store.pruneTo(newest, BATCH)))
  }
}

async function inBatches(prune: () => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const pruned = await prune()
    total += pruned
    if (pruned === 0) return total
  }
}
