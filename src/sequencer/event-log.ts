import { Injectable } from '@nestjs/common'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { encodeEvent } from './event-encoder.js'
import { EVENT_KIND, type EventInput } from './event-input.js'
import { EventStore } from './event.store.js'
import { Sequencer } from './sequencer.js'

/** The writing side of the log: features append what happened, in the transaction in which it happened. */
@Injectable()
export class EventLog {
  constructor(
    private readonly store: EventStore,
    private readonly sequencer: Sequencer,
    private readonly clock: Clock,
  ) {}

  /** Appends events in order inside `tx`. Call {@link wake} once `tx` is committed. */
  async append(tx: Queryable, events: readonly EventInput[]): Promise<void> {
    const time = this.clock.nowIso()
    await this.store.append(
      tx,
      events.map((event) => ({ did: event.did, kind: EVENT_KIND[event.kind], ...encodeEvent(event, time) })),
    )
  }

  /**
   * Deletes the events of an account inside `tx`; the numbers that they had stay unused. Nothing of the account may
   * be committed meanwhile: take its repository away first.
   */
  purge(tx: Queryable, did: string): Promise<void> {
    return this.store.purge(tx, did)
  }

  /** Tells the sequencer that committed events wait for their numbers. Cheap; may be called after every commit. */
  wake(): void {
    this.sequencer.wake()
  }
}
