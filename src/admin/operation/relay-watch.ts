import { Injectable } from '@nestjs/common'
import { OutboundError } from '../../outbound/index.js'
import { EventStore, SequencerConfig } from '../../sequencer/index.js'
import {
  CrawlStatus,
  FirehoseAudience,
  type KnownCrawler,
  type NotedReader,
  type RelayFinding,
  RelayFindings,
} from '../../sync/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere, RelayUnavailable } from '../admin.errors.js'

import type {
  CrawlersDto,
  FirehoseDto,
  FirehoseReaderDto,
  HostStatusDto,
  WithheldAccountsDto,
} from './operation.dto.js'

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
    private readonly audience: FirehoseAudience,
    private readonly events: EventStore,
    private readonly sequencer: SequencerConfig,
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

  /** Asks one relay to come. @throws {NotThere} */
  async requestOf(host: string, { agent }: Administrator): Promise<void> {
    if (!(await this.crawls.requestOf(host, agent))) throw new NotThere('relay')
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
    const [head, pruned, readers] = await Promise.all([
      this.events.lastSeq(),
      this.events.prunedSeq(),
      this.audience.all(),
    ])
    const oldest = await this.events.next(pruned)
    return {
      ...{ head, pruned, retentionMs: this.sequencer.retentionMs },
      ...(oldest && { oldestAt: new Date(oldest.timeMs).toISOString() }),
      subscribers: readers.map((reader) => readerView(reader, head)),
    }
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

function readerView(reader: NotedReader, head: number): FirehoseReaderDto {
  const { ip, userAgent, sinceMs, position, bytes, bytesPerSecond } = reader
  return {
    ip,
    ...(userAgent !== undefined && { userAgent }),
    ...{ since: new Date(sinceMs).toISOString(), position, lag: Math.max(0, head - position) },
    ...{ bytes, bytesPerSecond: Math.round(bytesPerSecond) },
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
