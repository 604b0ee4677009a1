import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { EventLog } from '../sequencer/index.js'
import { Log } from '../telemetry/index.js'
import { CrawlConfig } from './crawl.config.js'
import { CrawlRequests } from './crawl-requests.js'
import { NoCrawlers } from './sync.errors.js'

/** Least time between two notes of activity: events come by the thousand, and one note stands for all. */
const NOTES_APART_MS = 5_000

/** How often a node looks for what another one has left behind. */
const LOOK_MS = 60_000

/** Tells relays of this server when something happens, in the background. */
@Injectable()
export class Announcements implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #stop = new AbortController()
  #unlisten = (): void => undefined
  /** Runs while notes have to wait. */
  #pause: NodeJS.Timeout | undefined
  /** Something happened meanwhile. */
  #noteAfterPause = false
  #look: NodeJS.Timeout | undefined
  #asking: Promise<void> | undefined
  #askAgain = false

  constructor(
    private readonly requests: CrawlRequests,
    private readonly events: EventLog,
    private readonly config: CrawlConfig,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.relays.length === 0) return
    await this.requests.prepare()
    this.#unlisten = this.events.onNumbered(() => this.#happened())
    // Relays lose the connection when a server restarts, and its last events may not have been noted.
    this.#happened()
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort()
    this.#unlisten()
    clearTimeout(this.#pause)
    clearTimeout(this.#look)
    await this.#asking
  }

  /**
   * Somebody wants relays to come. They are asked now, or when they may be asked again.
   * @param relays some of those that are set; all, unless it is said
   * @throws NoCrawlers
   */
  async request(relays = this.config.relays): Promise<void> {
    if (this.config.relays.length === 0) throw new NoCrawlers()
    await this.requests.want(relays)
    this.#ask()
  }

  /** Called for every batch of events, so it must cost nothing. */
  #happened(): void {
    if (this.#pause) {
      this.#noteAfterPause = true
      return
    }
    this.#noteAfterPause = false
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      if (this.#noteAfterPause) this.#happened()
    }, NOTES_APART_MS)
    this.#pause.unref()
    this.request().catch((error: unknown) => {
      this.log.warn({ err: error }, 'activity could not be noted for relays')
      this.#noteAfterPause = true
    })
  }

  #ask(): void {
    this.#askAgain = true
    this.#asking ??= this.#askAll().finally(() => {
      this.#asking = undefined
    })
  }

  async #askAll(): Promise<void> {
    let nextMs: number | undefined
    try {
      while (this.#askAgain && !this.#stop.signal.aborted) {
        this.#askAgain = false
        nextMs = await this.requests.askDue(this.#stop.signal)
      }
    } catch (error) {
      this.log.warn({ err: error }, 'relays could not be told of activity')
    }
    if (this.#stop.signal.aborted) return
    clearTimeout(this.#look)
    this.#look = setTimeout(() => this.#ask(), Math.min(nextMs ?? LOOK_MS, LOOK_MS))
    this.#look.unref()
  }
}
