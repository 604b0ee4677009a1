import { withSeqs } from '@guildhall/firehose'
import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { Log } from '../telemetry/index.js'
import { EventStore, PAGE_EVENTS, type SequencedEvent } from './event.store.js'
import { EVENTS_PURGED, EVENTS_SEQUENCED } from './pg-event.store.js'
import { SequencerConfig } from './sequencer.config.js'

/** One message of the firehose, ready to be sent to any number of subscribers. */
export interface Frame {
  seq: number
  bytes: Buffer
}

/** Pages kept for subscribers that catch up at the same time; one of commits of a usual size has about 1 MB. */
const PAGES_KEPT = 16

/** Most pages that are read before anybody asks for them: of more readers, who are at more places, each has to wait. */
const PAGES_AHEAD_MAX = 4

interface Page {
  readonly frames: Promise<Frame[]>
  isAwaited: boolean
}

/**
 * The reading side of the log on this node: a ring of the newest frames for the live edge, shared pages from the
 * table for whoever is behind it. Frames are completed once and shared by all.
 */
@Injectable()
export class EventFeed {
  /** Consecutive frames, oldest first; the last one is the newest this node knows. */
  #ring: Frame[] = []
  #ringBytes = 0
  #lastSeq = 0
  #pages = new Map<number, Page>()
  #watchers = new Set<() => void>()
  #reading: Promise<void> | undefined
  #again = false
  #poll: NodeJS.Timeout | undefined
  #unlisten: (() => Promise<void>)[] = []

  constructor(
    private readonly store: EventStore,
    private readonly db: Database,
    private readonly config: SequencerConfig,
    private readonly log: Log,
  ) {}

  /** Begins to follow the log from its present end. */
  async start(): Promise<void> {
    this.#lastSeq = await this.store.lastSeq()
    this.#unlisten = [
      await this.db.listen(EVENTS_SEQUENCED, (payload) => {
        // An empty payload comes after a reconnect: something may have been missed.
        if (payload === '' || Number(payload) > this.#lastSeq) void this.catchUp()
      }),
      await this.db.listen(EVENTS_PURGED, () => this.#forgetFrames()),
    ]
    this.#poll = setInterval(() => this.watched && void this.catchUp(), this.config.pollMs)
    this.#poll.unref()
  }

  /** Stops following; subscribers get nothing more. */
  async stop(): Promise<void> {
    clearInterval(this.#poll)
    await Promise.all(this.#unlisten.map((unlisten) => unlisten()))
    await this.#reading
    this.#watchers.clear()
  }

  /** The newest sequence number this node knows of. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** Whether anybody on this node waits for events. */
  get watched(): boolean {
    return this.#watchers.size > 0
  }

  /** Calls `wake` whenever there may be newer events, until the returned function is called. */
  watch(wake: () => void): () => void {
    this.#watchers.add(wake)
    return () => void this.#watchers.delete(wake)
  }

  /**
   * Frames after `after`, oldest first: at most a page; empty at the live edge.
   * Numbers may have gaps (deleted accounts); every event that exists is delivered.
   */
  read(after: number): Frame[] | Promise<Frame[]> {
    if (after >= this.#lastSeq) return []
    const first = this.#ring[0]
    if (first && after >= first.seq - 1) return this.#ring.slice(this.#indexAfter(after))
    return this.#readPages(after)
  }

  /** Takes events that the sequencer of this process has just numbered. */
  push(events: readonly SequencedEvent[]): void {
    // The same events may have come by NOTIFY already.
    const fresh = events.filter((event) => event.seq > this.#lastSeq)
    if (fresh.length === 0) return
    // Another node numbered what lies between, or took over meanwhile: only the table has all of it.
    if (fresh[0]!.seq !== this.#lastSeq + 1) void this.catchUp()
    else this.#add(framesOf(fresh))
  }

  /** Reads what other nodes numbered. */
  catchUp(): Promise<void> {
    this.#again = true
    this.#reading ??= this.#catchUp().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  async #catchUp(): Promise<void> {
    while (this.#again) {
      this.#again = false
      try {
        for (;;) {
          const from = this.#lastSeq
          const events = await this.store.page(from, Number.MAX_SAFE_INTEGER, PAGE_EVENTS)
          // The sequencer of this process may have pushed meanwhile.
          const fresh = events.filter((event) => event.seq > this.#lastSeq)
          if (fresh.length > 0) this.#add(framesOf(fresh))
          if (events.length < PAGE_EVENTS) break
        }
      } catch (error) {
        this.log.warn({ err: error }, 'could not read new events')
      }
    }
  }

  #add(frames: Frame[]): void {
    for (const frame of frames) this.#ringBytes += frame.bytes.length
    this.#ring.push(...frames)
    this.#lastSeq = frames[frames.length - 1]!.seq
    let drop = 0
    while (
      this.#ring.length - drop > this.config.ringEvents ||
      (this.#ringBytes > this.config.ringBytes && drop < this.#ring.length - 1)
    ) {
      this.#ringBytes -= this.#ring[drop]!.bytes.length
      drop++
    }
    if (drop > 0) this.#ring.splice(0, drop)
    for (const wake of this.#watchers) wake()
  }

  /** Frames in memory do not say whose they are, so all go; what is left comes from the table. */
  #forgetFrames(): void {
    this.#ring = []
    this.#ringBytes = 0
    this.#pages.clear()
  }

  #indexAfter(after: number): number {
    let low = 0
    let high = this.#ring.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#ring[middle]!.seq <= after) low = middle + 1
      else high = middle
    }
    return low
  }

  async #readPages(after: number): Promise<Frame[]> {
    let position = after
    while (position < this.#lastSeq) {
      const page = Math.floor(position / PAGE_EVENTS)
      const frames = (await this.#page(page)).filter((frame) => frame.seq > position)
      if (frames.length > 0) return frames
      position = (page + 1) * PAGE_EVENTS
    }
    return []
  }

  /** Whoever reads a page wants the next one as soon as this one is sent. */
  #page(page: number): Promise<Frame[]> {
    const { frames } = this.#read(page, true)
    const ahead = [...this.#pages.values()].filter(({ isAwaited }) => !isAwaited)
    if (ahead.length < PAGES_AHEAD_MAX && this.#isComplete(page + 1)) this.#read(page + 1, false)
    return frames
  }

  #read(page: number, isAwaited: boolean): Page {
    const kept = this.#pages.get(page)
    if (kept) {
      kept.isAwaited ||= isAwaited
      return kept
    }
    // The newest number is read before the page: what is numbered later must not be missed by a kept page.
    const isComplete = this.#isComplete(page)
    const start = page * PAGE_EVENTS
    const frames = this.store
      .page(start, Math.min(start + PAGE_EVENTS, this.#lastSeq), PAGE_EVENTS)
      .then(framesOf)
    const read = { frames, isAwaited }
    if (isComplete) {
      this.#pages.set(page, read)
      frames.catch(() => this.#pages.delete(page))
      if (this.#pages.size > PAGES_KEPT) this.#pages.delete(this.#pages.keys().next().value!)
    }
    return read
  }

  #isComplete(page: number): boolean {
    return this.#lastSeq >= (page + 1) * PAGE_EVENTS
  }
}

/** As buffers, which the WebSocket library takes as they are. */
function framesOf(events: readonly SequencedEvent[]): Frame[] {
  return withSeqs(events).map(({ buffer, byteOffset, length }, i) => ({
    seq: events[i]!.seq,
    bytes: Buffer.from(buffer, byteOffset, length),
  }))
}
