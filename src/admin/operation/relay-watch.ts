import { Injectable } from '@nestjs/common'
import { OutboundError } from '../../outbound/index.js'
import { EventStore } from '../../sequencer/index.js'
import {
  CrawlStatus,
  FirehoseReaders,
  type KnownCrawler,
  type RelayFinding,
  RelayFindings,
} from '../../sync/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere, RelayUnavailable } from '../admin.errors.js'

import type { CrawlersDto, FirehoseDto, HostStatusDto, WithheldAccountsDto } from './operation.dto.js'

/** A relay that does not answer within this time is told to be out of reach. */
const ANSWER_MAX_MS = 10_000

/** Accounts that are shown of those that relays do not pass on. */
const WITHHELD_MAX = 500

/** The event stream, and how relays keep up with it. */
@Injectable()
export class RelayWatch {
  constructor(
    private readonly crawls: CrawlStatus,
    private readonly findings: RelayFindings,
    private readonly readers: FirehoseReaders,
    private readonly events: EventStore,
  ) {}

  async crawlers(): Promise<CrawlersDto> {
    const [crawlers, findings] = await Promise.all([this.crawls.list(), this.findings.relays()])
    const found = new Map(findings.map((finding) => [finding.url, finding]))
    return { data: crawlers.map((each) => ({ ...crawlerView(each), ...findingView(found.get(each.url)) })) }
  }

  /** Accounts that relays do not pass on. */
  async withheld(): Promise<WithheldAccountsDto> {
    const [withheld, count] = await Promise.all([
      this.findings.withheld(WITHHELD_MAX),
      this.findings.withheldCount(),
    ])
    const data = withheld.map(({ did, relay, status, foundAt }) => ({
      ...{ did, host: new URL(relay).host, status },
      foundAt: foundAt.toISOString(),
    }))
    return { data, count }
  }

  /** Asks all relays to come. @throws {NoCrawlers} */
  request({ agent }: Administrator): Promise<void> {
    return this.crawls.request(agent)
  }

  /** What a relay knows of this server. @throws {NotThere | RelayUnavailable} */
  async hostStatus(host: string): Promise<HostStatusDto> {
    const head = await this.events.lastSeq()
    const known = await this.#ask(host)
    if (!known) throw new NotThere('relay')
    const { status, seq, accountCount } = known
    return {
      head,
      ...(status !== undefined && { status }),
      ...(seq !== undefined && { seq, lag: Math.max(0, head - seq) }),
      ...(accountCount !== undefined && { accountCount }),
    }
  }

  async firehose(): Promise<FirehoseDto> {
    const [head, pruned] = await Promise.all([this.events.lastSeq(), this.events.prunedSeq()])
    const subscribers = this.readers.all.map(({ ip, userAgent, sinceMs, position }) => {
      const at = position()
      return {
        ip,
        ...(userAgent !== undefined && { userAgent }),
        since: new Date(sinceMs).toISOString(),
        position: at,
        lag: Math.max(0, head - at),
      }
    })
    return { head, pruned, subscribers }
  }

  async #ask(host: string) {
    try {
      return await this.crawls.hostStatus(host, AbortSignal.timeout(ANSWER_MAX_MS))
    } catch (error) {
      if (error instanceof OutboundError) throw new RelayUnavailable(error)
      throw error
    }
  }
}

function crawlerView({ url, failures, askedAt, succeededAt, dueAt, error }: KnownCrawler) {
  return {
    ...{ url, host: new URL(url).host, failures },
    ...(askedAt && { askedAt: askedAt.toISOString() }),
    ...(succeededAt && { succeededAt: succeededAt.toISOString() }),
    ...(dueAt && { dueAt: dueAt.toISOString() }),
    ...(error !== undefined && { error }),
  }
}

function findingView(finding: RelayFinding | undefined) {
  if (!finding) return {}
  const { checkedAt, status, lag, suspicion } = finding
  return {
    checkedAt: checkedAt.toISOString(),
    ...(status !== undefined && { status }),
    ...(lag !== undefined && { lag }),
    ...(suspicion && { trouble: suspicion.trouble, troubleSince: suspicion.since.toISOString() }),
  }
}
