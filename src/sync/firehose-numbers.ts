import { Injectable } from '@nestjs/common'
import { EventFeed } from '../sequencer/index.js'
import { Metrics, Tallies, Tally } from '../telemetry/index.js'
import { type ArrivedReader, FirehoseReaders } from './firehose-readers.js'

/** Why a subscriber was not let in, or had to go. */
const REASONS = ['full', 'full_for_address', 'invalid_cursor', 'too_slow', 'dead', 'failed'] as const

/** What is known of the subscribers of this node, all taken together: there may be any number of them. */
@Injectable()
export class FirehoseNumbers {
  /** sent to all subscribers */
  readonly frames = new Tally()
  readonly bytes = new Tally()
  readonly #dropped = new Tallies('reason')

  constructor(
    private readonly feed: EventFeed,
    private readonly readers: FirehoseReaders,
    metrics: Metrics,
  ) {
    metrics.expose(
      'pds_firehose_dropped_total',
      'Firehose subscribers that were not let in, or were cut off, by reason.',
      this.#dropped,
    )
    this.#dropped.begin(...REASONS.map((reason) => [reason]))
    metrics.total('pds_firehose_frames_total', 'Frames sent to subscribers.', () => this.frames.total)
    metrics.total('pds_firehose_bytes_total', 'Bytes of these frames.', () => this.bytes.total)
    metrics.level(
      'pds_firehose_subscribers',
      'Firehose subscribers of this node.',
      () => this.readers.all.length,
    )
    metrics.level(
      'pds_firehose_lag_events',
      'Sequence numbers that the slowest subscriber of this node is behind.',
      () => this.#lag(),
    )
  }

  /** Somebody reads from now on, until the returned function is called. */
  began(reader: ArrivedReader): () => void {
    return this.readers.add(reader)
  }

  dropped(reason: (typeof REASONS)[number]): void {
    this.#dropped.of(reason).add()
  }

  #lag(): number {
    const newest = this.feed.lastSeq
    let lag = 0
    for (const { position } of this.readers.all) lag = Math.max(lag, newest - position())
    return lag
  }
}
