import { com } from '@guildhall/lexicon'
import { Injectable } from '@nestjs/common'
import { Outbound, OutboundError, type OutboundResponse } from '../outbound/index.js'
import { CrawlConfig } from './crawl.config.js'

const { getHostStatus, getRepoStatus, requestCrawl } = com.atproto.sync

const ANSWER_MAX_BYTES = 16 * 1024

/** What a relay knows of this server. */
export interface HostStatus {
  /** in the words of the relay: `active`, `throttled`, `banned` */
  readonly status: string | undefined
  /** number of the last event that it has taken */
  readonly seq: number | undefined
  readonly accountCount: number | undefined
}

/** What a relay knows of a repository. */
export interface RelayedRepo {
  readonly active: boolean | undefined
  /** why it is not active, in the words of the relay: `throttled`, `desynchronized`, `deactivated` */
  readonly status: string | undefined
  readonly rev: string | undefined
}

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
   * Asks a relay what it knows of this server.
   * @throws {OutboundError} when it cannot be reached, or does not know this server
   */
  async hostStatus(relay: string, signal: AbortSignal): Promise<HostStatus> {
    const json = await this.#ask(relay, getHostStatus.nsid, { hostname: this.config.host }, signal)
    const number = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : undefined)
    return {
      status: typeof json.status === 'string' ? json.status : undefined,
      seq: number(json.seq),
      accountCount: number(json.accountCount),
    }
  }

  /**
   * Asks a relay what it knows of a repository.
   * @throws {OutboundError} when it cannot be reached, or does not know the repository
   */
  async repoStatus(relay: string, did: string, signal: AbortSignal): Promise<RelayedRepo> {
    const { active, status, rev } = await this.#ask(relay, getRepoStatus.nsid, { did }, signal)
    return {
      active: typeof active === 'boolean' ? active : undefined,
      status: typeof status === 'string' ? status : undefined,
      rev: typeof rev === 'string' ? rev : undefined,
    }
  }

  async #ask(
    relay: string,
    nsid: string,
    parameters: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const query = new URLSearchParams(parameters).toString()
    const response = await this.outbound.request(`${relay}/xrpc/${nsid}?${query}`, {
      responseMaxBytes: ANSWER_MAX_BYTES,
      signal,
    })
    const { status } = response
    if (status < 200 || status > 299) throw new OutboundError('status', await reasonOf(response), status)
    return ((await response.json()) ?? {}) as Record<string, unknown>
  }
}

/** `400 HostBanned`, as far as the relay says. */
async function reasonOf(response: OutboundResponse): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as { error?: unknown } | null | undefined
  return typeof body?.error === 'string' ? `${response.status} ${body.error}` : String(response.status)
}
