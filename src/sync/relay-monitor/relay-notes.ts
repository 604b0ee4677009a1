import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { EventStore } from '../../sequencer/index.js'
import { Clock } from '../../telemetry/index.js'
import { WebhookOutbox, type WebhookEventType } from '../../webhooks/index.js'
import { CrawlConfig } from '../crawl.config.js'
import { isNewlyCertain, type RelayAnswer, type RelayTrouble, suspected, troubleIn } from './relay-finding.js'
import { RelayFindingStore } from './relay-finding.store.js'

/** Relays decide whom they pass on when they first see somebody; who came within this time is asked about each time. */
const LATELY_MS = 10 * 60_000

/** Of what webhooks are told. */
const EVENTS: Readonly<Record<RelayTrouble, WebhookEventType>> = {
  banned: 'relay.banned',
  throttled: 'relay.throttled',
  behind: 'relay.lag',
  unreachable: 'relay.unreachable',
}

/** Writes down what relays say, and tells of what is new of it. */
@Injectable()
export class RelayNotes {
  constructor(
    private readonly store: RelayFindingStore,
    private readonly events: EventStore,
    private readonly outbox: WebhookOutbox,
    private readonly clock: Clock,
    private readonly config: CrawlConfig,
  ) {}

  /** Since when accounts are new. */
  lately(): Date {
    return new Date(this.clock.nowMs() - LATELY_MS)
  }

  /** What a relay said of this server. */
  async host(tx: Queryable, url: string, answer: RelayAnswer): Promise<void> {
    const now = new Date(this.clock.nowMs())
    const { seq, status } = answer.host ?? {}
    const lag = seq === undefined ? undefined : Math.max(0, (await this.events.lastSeq()) - seq)
    const before = await this.store.before(tx, url)
    const suspicion = suspected(before?.suspicion, troubleIn(answer, lag, this.config.lagMax), now)
    await this.store.note(tx, { url, checkedAt: now, status, seq, lag, error: answer.error, suspicion })
    if (!suspicion || !isNewlyCertain(suspicion)) return
    const data = { relay: new URL(url).host, ...(lag !== undefined && { lag }) }
    await this.outbox.record(tx, { type: EVENTS[suspicion.trouble], data })
  }

  /** What a relay said of accounts: why it does not pass them on, or that it does. */
  async repos(tx: Queryable, relay: string, byDid: ReadonlyMap<Did, string | undefined>): Promise<void> {
    const now = new Date(this.clock.nowMs())
    const passed: Did[] = []
    for (const [did, status] of byDid) {
      if (status === undefined) passed.push(did)
      else if (await this.store.withhold(tx, { relay, did, status, foundAt: now })) {
        const data = { did, relay: new URL(relay).host, status }
        await this.outbox.record(tx, { type: 'account.throttled', data })
      }
    }
    await this.store.release(tx, relay, passed)
  }
}
