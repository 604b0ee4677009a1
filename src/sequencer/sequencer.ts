import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import type pg from 'pg'
import { Database, type Queryable } from '../database/index.js'
import { Log, SECONDS, Tally, Timings } from '../telemetry/index.js'
import { EventFeed } from './event-feed.js'
import { EventStore } from './event.store.js'
import { LEADER_LOCK, TRY_LOCK } from './leader-lock.js'
import { SequencerConfig } from './sequencer.config.js'

/** Channel on which a node tells the sequencer, wherever it is, that events wait. */
const EVENTS_PENDING = 'events_pending'

/** Most events numbered by one statement. */
const ASSIGN_BATCH = 500

/** Least time between two numbering statements: under load it forms batches instead of one statement per event. */
const SPACING_WATCHED_MS = 2
const SPACING_UNWATCHED_MS = 20

/**
 * A sequencer that says nothing for this long has lost its lock: its machine is gone, or its process stands still.
 * PostgreSQL itself would keep the lock for as long as the connection seems to be there.
 */
const SILENCE_MS_MIN = 1_500
const SILENCE_POLLS = 3

/** Least time between two NOTIFYs of a node that is not the sequencer. */
const NOTIFY_SPACING_MS = 5

/**
 * Gives committed events their place in the stream.
 *
 * Numbers are given outside the commits, by one node at a time, because numbers drawn inside them would become
 * visible out of order, and a counter row inside them would make all repositories wait for each other. The node
 * that holds an advisory lock numbers; it does so on the very connection that holds the lock, so that it cannot
 * number one event more after losing it.
 */
@Injectable()
export class Sequencer implements OnApplicationBootstrap, OnApplicationShutdown {
  /** from the moment that this node hears of an event to its number (s) */
  readonly delays = new Timings(SECONDS)
  readonly #delay = this.delays.of()
  /** events that this node has numbered */
  readonly numbered = new Tally()
  #measured: (() => void) | undefined
  /** The connection that holds the lock. */
  #leader: pg.Client | undefined
  /** The connection that tries to get it. */
  #candidate: pg.Client | undefined
  #stopped = false
  #pending = false
  #running: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #notifyTimer: NodeJS.Timeout | undefined
  #sleepers: (() => void)[] = []
  #unlisten: (() => Promise<void>) | undefined
  readonly #hearers = new Set<() => void>()

  constructor(
    private readonly db: Database,
    private readonly store: EventStore,
    private readonly feed: EventFeed,
    private readonly config: SequencerConfig,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#unlisten = await this.db.listen(EVENTS_PENDING, () => this.#wakeLeader())
    await this.feed.start()
    await this.#campaign()
    this.#running = this.#run()
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#notifyTimer)
    this.#wakeUp()
    await this.#running
    await this.#unlisten?.()
    await this.feed.stop()
    await this.#resign()
  }

  /** Whether this node gives the numbers at present. */
  get leading(): boolean {
    return this.#leader !== undefined
  }

  /** Calls `hear` whenever this node has numbered events, until the returned function is called. */
  onNumbered(hear: () => void): () => void {
    this.#hearers.add(hear)
    return () => void this.#hearers.delete(hear)
  }

  /** Events were committed: number them here, or tell the node that does. */
  wake(): void {
    if (this.#leader) this.#wakeLeader()
    else this.#notifyTimer ??= setTimeout(() => this.#notifyLeader(), NOTIFY_SPACING_MS)
  }

  #wakeLeader(): void {
    this.#pending = true
    if (!this.#leader) return
    this.#measured ??= this.#delay.start()
    this.#wakeUp()
  }

  #notifyLeader(): void {
    this.#notifyTimer = undefined
    if (this.#stopped) return
    this.db.query({ text: `NOTIFY ${EVENTS_PENDING}` }).catch((error: unknown) => {
      // The leader's poll finds the events all the same.
      this.log.warn({ err: error }, 'could not wake the sequencer')
    })
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      if (!this.#leader) {
        await this.#sleep(this.config.electionMs)
        if (!this.#stopped) await this.#campaign()
        continue
      }
      this.#pending = false
      const numbered = await this.#assign(this.#leader)
      if (this.#stopped || !this.#leader) continue
      if (numbered === ASSIGN_BATCH) continue
      if (numbered > 0) await this.#pause(this.feed.watched ? SPACING_WATCHED_MS : SPACING_UNWATCHED_MS)
      else if (!this.#pending) await this.#sleep(this.config.pollMs)
    }
  }

  async #assign(leader: pg.Client): Promise<number> {
    try {
      const measured = this.#measured
      this.#measured = undefined
      const events = await this.store.assign(leader as unknown as Queryable, ASSIGN_BATCH)
      if (events.length > 0) measured?.()
      this.numbered.add(events.length)
      this.feed.push(events)
      if (events.length > 0) for (const hear of this.#hearers) hear()
      return events.length
    } catch (error) {
      this.log.warn({ err: error }, 'numbering failed; another node may take over')
      await this.#resign()
      return 0
    }
  }

  async #campaign(): Promise<void> {
    let client: pg.Client | undefined
    try {
      client = this.#candidate ??= await this.#open()
      const { rows } = await client.query<{ is_leader: boolean }>(TRY_LOCK, [LEADER_LOCK])
      if (!rows[0]?.is_leader) return
      const silenceMs = Math.max(SILENCE_MS_MIN, SILENCE_POLLS * this.config.pollMs)
      // Its one statement would be planned each time it runs, which takes half as long as what it does.
      await client.query(`SET idle_session_timeout = ${silenceMs}; SET plan_cache_mode = force_generic_plan`)
      this.#candidate = undefined
      this.#leader = client
      // What another node numbered before must be in the feed ahead of what this node numbers.
      await this.feed.catchUp()
      this.log.info({}, 'this node is the sequencer')
    } catch (error) {
      this.log.warn({ err: error }, 'could not campaign for sequencer')
      this.#leader = undefined
      this.#candidate = undefined
      await client?.end().catch(() => undefined)
    }
  }

  /** One connection serves every attempt: a candidate asks several times a second. */
  async #open(): Promise<pg.Client> {
    const client = await this.db.newClient()
    client.on('error', (error) => {
      if (client === this.#candidate) this.#candidate = undefined
      if (client !== this.#leader) return
      this.log.warn({ err: error }, 'lost the sequencer connection')
      void this.#resign()
    })
    return client
  }

  async #resign(): Promise<void> {
    const client = this.#leader ?? this.#candidate
    this.#leader = undefined
    this.#candidate = undefined
    await client?.end().catch(() => undefined)
  }

  /** Waits without being woken: it shapes batches. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms))
  }

  /** Waits until woken, or for `ms`. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#timer = setTimeout(() => this.#wakeUp(), ms)
      this.#sleepers.push(resolve)
    })
  }

  #wakeUp(): void {
    clearTimeout(this.#timer)
    const sleepers = this.#sleepers
    this.#sleepers = []
    for (const wake of sleepers) wake()
  }
}
