import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { faultPoint, Log } from '../telemetry/index.js'
import { EventFeed } from './event-feed.js'
import { PAGE_EVENTS } from './event.store.js'
import { PgEventPacks } from './pg-event-packs.js'
import { RoomReclaim } from './room-reclaim.js'
import { Sequencer } from './sequencer.js'

/** Time from a pass to the next: events are packed when they were there at the pass before. */
const PASS_EVERY_MS = 1_000

/** Least time between two packs: the rest of the server wants to work, too, when there are many to be made. */
const SPACING_MS = 10

/** The room of so many events is worth a VACUUM. */
const RECLAIM_EVENTS = 1_000

/** When nothing was packed in so many passes in a row, all that was there is packed and the room given back. */
const QUIET_PASSES = 2

/**
 * Packs numbered events, page by page, a moment after they got their numbers; makes packs anew that somebody's events
 * were purged from; and gives back the room that became free.
 *
 * The sequencer's node does it, so that one does. Should two, the second finds the events gone.
 */
@Injectable()
export class EventPacker implements OnApplicationBootstrap, OnApplicationShutdown {
  /** What was numbered at the last pass. */
  #ripeTo = 0
  /** Events packed since room was made usable, and since it was given back. */
  #unreclaimed = 0
  #notGivenBack = 0
  #quietPasses = 0
  /** Whether something has happened since the last pass began. */
  #woken = false
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #stopped = false
  #unlisten: (() => Promise<void> | void)[] = []

  constructor(
    private readonly packs: PgEventPacks,
    private readonly room: RoomReclaim,
    private readonly sequencer: Sequencer,
    private readonly feed: EventFeed,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#unlisten = [
      this.sequencer.onNumbered(() => this.#wake()),
      await this.packs.onPurged(() => this.#wake()),
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
    this.#woken = true
    if (this.#stopped) return
    this.#timer ??= setTimeout(() => {
      this.#woken = false
      this.#running = this.#pass().then((again) => {
        this.#timer = undefined
        if (again || this.#woken) this.#wake()
      })
    }, PASS_EVERY_MS)
  }

  /** @returns whether there will be something to do in a moment, even if nothing happens meanwhile */
  async #pass(): Promise<boolean> {
    if (!this.sequencer.leading) return false
    const ripeTo = this.#ripeTo
    this.#ripeTo = this.feed.lastSeq
    try {
      const packed = await this.#pack(endOfPages(ripeTo))
      this.#quietPasses = packed > 0 ? 0 : this.#quietPasses + 1
      if (this.#isWorthGiving && this.#quietPasses >= QUIET_PASSES) await this.#giveBack(ripeTo)
      while (!this.#stopped && (await this.packs.remake()));
    } catch (error) {
      this.log.warn({ err: error }, 'events could not be packed; they are where they were')
    }
    return this.#isWorthGiving || endOfPages(ripeTo) < endOfPages(this.#ripeTo)
  }

  get #isWorthGiving(): boolean {
    return this.#notGivenBack >= RECLAIM_EVENTS
  }

  async #pack(upTo: number): Promise<number> {
    let packed = 0
    while (!this.#stopped && this.sequencer.leading) {
      const events = await this.packs.pack(upTo)
      if (events === 0) break
      packed += events
      this.#unreclaimed += events
      this.#notGivenBack += events
      if (this.#unreclaimed >= RECLAIM_EVENTS) await this.#reclaim(false)
      await new Promise((resolve) => setTimeout(resolve, SPACING_MS))
    }
    return packed
  }

  /** The last events are at the end of the files: those of a page that is not full yet have to make room, too. */
  async #giveBack(ripeTo: number): Promise<void> {
    await this.#pack(ripeTo)
    await this.#reclaim(true)
    this.#notGivenBack = 0
  }

  async #reclaim(gives: boolean): Promise<void> {
    faultPoint('event-packs-stored')
    await this.room.run(gives)
    this.#unreclaimed = 0
  }
}

function endOfPages(seq: number): number {
  return seq - (seq % PAGE_EVENTS)
}
