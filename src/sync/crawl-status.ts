import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../audit/index.js'
import { OutboundError } from '../outbound/index.js'
import { Announcements } from './announcements.js'
import { CrawlConfig } from './crawl.config.js'
import { CrawlerStore, type KnownCrawler } from './crawler.store.js'
import { type HostStatus, RelayClient, type RelayedRepo } from './relay-client.js'

/** How it stands between this server and its relays. */
@Injectable()
export class CrawlStatus {
  constructor(
    private readonly store: CrawlerStore,
    private readonly relays: RelayClient,
    private readonly announcements: Announcements,
    private readonly config: CrawlConfig,
    private readonly audit: Audit,
  ) {}

  /** The relays that are asked to come, and how that went. */
  async list(): Promise<KnownCrawler[]> {
    const known = new Map((await this.store.list(this.config.relays)).map((one) => [one.url, one]))
    return this.config.relays.map((url) => known.get(url) ?? { url, failures: 0 })
  }

  /** What a relay knows of this server; undefined if it is none of ours. @throws {OutboundError} */
  async hostStatus(host: string, signal: AbortSignal): Promise<HostStatus | undefined> {
    const url = this.#relayAt(host)
    return url === undefined ? undefined : this.relays.hostStatus(url, signal)
  }

  /** What each of our relays knows of a repository, or why it does not say. */
  repoStatus(
    did: string,
    signal: AbortSignal,
  ): Promise<{ host: string; found: RelayedRepo | undefined; problem: string | undefined }[]> {
    return Promise.all(
      this.config.relays.map(async (relay) => {
        const { host } = new URL(relay)
        try {
          return { host, found: await this.relays.repoStatus(relay, did, signal), problem: undefined }
        } catch (error) {
          if (!(error instanceof OutboundError)) throw error
          return { host, found: undefined, problem: error.message }
        }
      }),
    )
  }

  /** Asks all relays to come, as soon as they may be asked. @throws {NoCrawlers} */
  async request(by: Agent): Promise<void> {
    if (this.config.relays.length > 0) await this.audit.note(by, { action: 'crawlers.request' })
    await this.announcements.request()
  }

  /** Asks one relay to come, as soon as it may be asked. @returns `false` if it is none of ours */
  async requestOf(host: string, by: Agent): Promise<boolean> {
    const url = this.#relayAt(host)
    if (url === undefined) return false
    await this.audit.note(by, { action: 'crawlers.request', target: { type: 'relay', id: host } })
    await this.announcements.request([url])
    return true
  }

  #relayAt(host: string): string | undefined {
    return this.config.relays.find((relay) => new URL(relay).host === host)
  }
}
