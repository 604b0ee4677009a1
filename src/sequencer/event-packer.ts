import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { Database } from '../database/index.js'
import { faultPoint, Log, Tally } from '../telemetry/index.js'
import { EventFeed } from './event-feed.js'
import { PAGE_EVENTS } from './event.store.js'
import { EVENTS_PURGED } from './pg-event.store.js'
import { PgEventPacks } from './pg-event-packs.js'
import { Sequencer } from './sequencer.js'

/** Time from a pass to the next: events are packed when they were there at the pass before. */
const PASS_EVERY_MS = 1_000

/** Least time between two packs: the rest of the server wants to work, too, when there are many to be made. */
const SPACING_MS = 10

/** Rows of so many events are worth a VACUUM; when many more are waiting, it takes more. */
const RECLAIM_EVENTS = 2_000
const RECLAIM_SHARE = 1 / 4

/** After so many passes in a row without a pack, room is given back. */
const QUIET_PASSES = 3

/**
 * Packs numbered events, page by page, a moment after they got their numbers; makes packs anew that somebody's events
 * were purged from; and gives back the room that became free.
 *
 * The sequencer's node does it, so that one does. Should two, the second finds the events gone.
 */
@Injectable()
export class EventPacker implements OnApplicationBootstrap, OnApplicationShutdown {
  /** events that this node has packed */
  readonly packed = new Tally()
  /** What was numbered at the last pass. */
  #ripeTo = 0
  /** Events whose rows are gone, but not yet their room. There may be some of whoever was sequencer before. */
  #unreclaimed = 1
  #quietPasses = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #stopped = false
  #unlisten: (() => Promise<void> | void)[] = []

  constructor(
    private readonly packs: PgEventPacks,
    private readonly sequencer: Sequencer,
    private readonly feed: EventFeed,
    private readonly db: Database,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#unlisten = [
      this.sequencer.onNumbered(() => this.#wake()),
      await this.db.listen(EVENTS_PURGED, () => this.#wake()),
    ]
    this.#wake()
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await Promise.all(this.#unlisten.map((unlisten) => unlisten()))
    await this.#running
  }

  #wake(): void {
    if (this.#stopped) return
    this.#timer ??= setTimeout(() => {
      this.#running = this.#pass().then((again) => {
        this.#timer = undefined
        if (again) this.#wake()
      })
    }, PASS_EVERY_MS)
  }

  /** @returns whether there will be something to do in a moment, if nothing happens meanwhile */
  async #pass(): Promise<boolean> {
    if (!this.sequencer.leading) return false
    const upTo = endOfPages(this.#ripeTo)
    this.#ripeTo = this.feed.lastSeq
    try {
      const packed = await this.#pack(upTo)
      while (!this.#stopped && (await this.packs.remake())) this.#unreclaimed++
      this.#quietPasses = packed > 0 ? 0 : this.#quietPasses + 1
      if (this.#unreclaimed > 0 && this.#quietPasses >= QUIET_PASSES) await this.#reclaim(true)
    } catch (error) {
      this.log.warn({ err: error }, 'events could not be packed; they are where they were')
    }
    return this.#unreclaimed > 0 || upTo < endOfPages(this.#ripeTo)
  }

  async #pack(upTo: number): Promise<number> {
    let packed = 0
    while (!this.#stopped && this.sequencer.leading) {
      const pack = await this.packs.pack(upTo)
      if (!pack) break
      packed += pack.events
      this.packed.add(pack.events)
      this.#unreclaimed += pack.events
      const waiting = upTo - pack.lastSeq
      if (this.#unreclaimed > Math.max(RECLAIM_EVENTS, waiting * RECLAIM_SHARE)) await this.#reclaim(false)
      await new Promise((resolve) => setTimeout(resolve, SPACING_MS))
    }
    return packed
  }

  async #reclaim(gives: boolean): Promise<void> {
    faultPoint('event-packs-stored')
    await this.packs.reclaim(gives)
    this.#unreclaimed = 0
  }
}

function endOfPages(seq: number): number {
  return seq - (seq % PAGE_EVENTS)
}
