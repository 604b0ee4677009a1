import { Injectable } from '@nestjs/common'
import { OutboundError } from '../outbound/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { CrawlConfig } from './crawl.config.js'
import { CrawlerStore, type DueCrawler } from './crawler.store.js'
import { RelayClient } from './relay-client.js'

/** After this, a request that nobody has heard of is made again. Longer than a request may take. */
const LEASE_MS = 60_000

const RETRY_MAX_MS = 60 * 60 * 1000

/**
 * Asks relays to crawl this server: each at most once per interval, and once more at its end when something happened
 * meanwhile. All nodes share what is known, so it does not matter which of them asks, or whether one ends in between.
 */
@Injectable()
export class CrawlRequests {
  constructor(
    private readonly store: CrawlerStore,
    private readonly relays: RelayClient,
    private readonly clock: Clock,
    private readonly config: CrawlConfig,
    private readonly log: Log,
  ) {}

  /** To be called once, before anything else. */
  prepare(): Promise<void> {
    return this.store.add(this.config.relays)
  }

  /** Notes that relays should come. */
  want(relays: readonly string[]): Promise<void> {
    return this.store.want(relays, this.clock.nowMs())
  }

  /**
   * Asks those whose turn it is.
   * @returns in how many ms it is somebody's turn again; undefined when nobody has to be told anything
   */
  async askDue(signal: AbortSignal): Promise<number | undefined> {
    const { relays } = this.config
    const nowMs = this.clock.nowMs()
    const due = await this.store.take(relays, nowMs, nowMs + LEASE_MS)
    await Promise.all(due.map((crawler) => this.#ask(crawler, nowMs, signal)))
    const nextMs = await this.store.nextDue(relays)
    return nextMs === undefined ? undefined : Math.max(0, nextMs - this.clock.nowMs())
  }

  async #ask({ url, failures }: DueCrawler, askedAtMs: number, signal: AbortSignal): Promise<void> {
    try {
      await this.relays.requestCrawl(url, signal)
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      // Ended by this node: another one, or the next start, goes on when the lease has ended.
      if (signal.aborted) return
      const waitMs = Math.min(this.config.retryMs * 2 ** failures, RETRY_MAX_MS)
      this.log.warn(
        { relay: url, reason: error.message, failures: failures + 1 },
        'a relay could not be asked to crawl',
      )
      return this.store.failed(url, error.message, this.clock.nowMs() + waitMs)
    }
    await this.store.succeeded(url, askedAtMs, askedAtMs + this.config.intervalMs)
  }
}
