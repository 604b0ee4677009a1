import { com } from '@guildhall/lexicon'
import { Injectable } from '@nestjs/common'
import { Outbound, OutboundError, type OutboundResponse } from '../outbound/index.js'
import { CrawlConfig } from './crawl.config.js'

const { getHostStatus, requestCrawl } = com.atproto.sync

const ANSWER_MAX_BYTES = 16 * 1024
const OK = 200

/** Speaks to the configured relays. */
@Injectable()
export class RelayClient {
  constructor(
    private readonly outbound: Outbound,
    private readonly config: CrawlConfig,
  ) {
    for (const relay of config.relays) outbound.trusted(relay)
  }

  /**
   * Asks a relay to crawl this server.
   * @throws {OutboundError} when it cannot be reached or does not want to
   */
  async requestCrawl(relay: string, signal: AbortSignal): Promise<void> {
    const response = await this.outbound.request(`${relay}/xrpc/${requestCrawl.nsid}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hostname: this.config.host }),
      responseMaxBytes: ANSWER_MAX_BYTES,
      signal,
    })
    const { status } = response
    if (status < 200 || status > 299) throw new OutboundError('status', await reasonOf(response), status)
    response.discard()
  }

  /**
   * The number of the last event of this server that a relay has taken; undefined if it does not know this server, or
   * does not say.
   * @throws {OutboundError} when it cannot be reached
   */
  async lastSeq(relay: string, signal: AbortSignal): Promise<number | undefined> {
    const query = new URLSearchParams({ hostname: this.config.host })
    const response = await this.outbound.request(`${relay}/xrpc/${getHostStatus.nsid}?${query.toString()}`, {
      responseMaxBytes: ANSWER_MAX_BYTES,
      signal,
    })
    if (response.status !== OK) {
      response.discard()
      return undefined
    }
    const { seq } = ((await response.json().catch(() => undefined)) ?? {}) as { seq?: unknown }
    return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 ? seq : undefined
  }
}

/** `400 HostBanned`, as far as the relay says. */
async function reasonOf(response: OutboundResponse): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as { error?: unknown } | null | undefined
  return typeof body?.error === 'string' ? `${response.status} ${body.error}` : String(response.status)
}
