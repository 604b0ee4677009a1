import type { Did } from '@guildhall/syntax'
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
  #wakes = 0

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
   * Deletes all earlier events of an account inside `tx`, as its deletion asks for: whoever resumes does not get them.
   * What is appended afterwards stays. Nodes drop what they have in memory when `tx` is committed.
   */
  purge(tx: Queryable, did: Did): Promise<void> {
    return this.store.purge(tx, did)
  }

  /**
   * Calls `hear` whenever this node has numbered events, which one node at a time does, until the returned function is
   * called. It must be quick and not throw.
   */
  onNumbered(hear: () => void): () => void {
    return this.sequencer.onNumbered(hear)
  }

  /**
   * How often this process has committed events. What was read before the last one may be old, though it has no number
   * yet: {@link EventFeed.lastSeq} counts those with one, whichever node they are from.
   */
  get wakes(): number {
    return this.#wakes
  }

  /** Tells the sequencer that committed events wait for their numbers. Cheap; may be called after every commit. */
  wake(): void {
    this.#wakes++
    this.sequencer.wake()
  }
}
