import { Injectable } from '@nestjs/common'
import { EventFeed, EventStore, SequencerConfig } from '../sequencer/index.js'
import { Clock } from '../telemetry/index.js'

/** Where a subscriber begins: after `after`; `outdated` when it asked for events that are no longer kept. */
export type StreamStart = { after: number; outdated: boolean } | { error: 'FutureCursor' }

/** Turns the `cursor` of subscribeRepos into a place in the stream (event stream specification, "cursor"). */
@Injectable()
export class StreamStarts {
  constructor(
    private readonly feed: EventFeed,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly config: SequencerConfig,
  ) {}

  /** @param cursor the last sequence number the subscriber has seen; undefined for new events only */
  async find(cursor: number | undefined): Promise<StreamStart> {
    if (cursor === undefined) return { after: this.feed.lastSeq, outdated: false }
    if (cursor > this.feed.lastSeq) {
      if (cursor > (await this.store.lastSeq())) return { error: 'FutureCursor' }
      await this.feed.catchUp()
    }
    return this.#withinWindow(cursor)
  }

  async #withinWindow(cursor: number): Promise<StreamStart> {
    const windowStartMs = this.clock.nowMs() - this.config.backfillWindowMs
    const [pruned, next] = await Promise.all([this.store.prunedSeq(), this.store.next(cursor)])
    const tooOld = next !== undefined && next.timeMs < windowStartMs
    if (cursor >= pruned && !tooOld) return { after: cursor, outdated: false }
    const first = await this.store.firstSince(windowStartMs)
    return { after: first === undefined ? this.feed.lastSeq : first - 1, outdated: true }
  }
}
