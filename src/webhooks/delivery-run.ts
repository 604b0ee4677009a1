import { Injectable } from '@nestjs/common'
import { Clock } from '../telemetry/index.js'
import { nextAttemptMs, pauseMs } from './backoff.js'
import { type AttemptEnd, DeliveryStore } from './delivery.store.js'
import { SwitchOff } from './switch-off.js'
import { WebhookSender } from './webhook-sender.js'
import { WebhookStore } from './webhook.store.js'
import { type ClaimedDelivery, GONE_REASON } from './webhook.js'

/** A node that makes a delivery and has not said how it went after this time has died. */
const LEASE_MS = 2 * 60_000

const GONE = 410

/** How an attempt went. */
export type AttemptResult = 'delivered' | 'failed' | 'dead' | 'gone'

/** Makes deliveries. */
@Injectable()
export class DeliveryRun {
  constructor(
    private readonly store: DeliveryStore,
    private readonly webhooks: WebhookStore,
    private readonly sender: WebhookSender,
    private readonly switchOff: SwitchOff,
    private readonly clock: Clock,
  ) {}

  /** Tries to make a delivery; undefined if it is not due, or another node makes it. */
  async run(id: string): Promise<AttemptResult | undefined> {
    const nowMs = this.clock.nowMs()
    const delivery = await this.store.claim(id, new Date(nowMs), new Date(nowMs + LEASE_MS))
    if (!delivery) return undefined
    const end = await this.sender.send(delivery)
    if (end.error === undefined) return this.#delivered(delivery, end)
    return end.status === GONE ? this.#gone(delivery, end) : this.#failed(delivery, end)
  }

  async #delivered({ id, webhookId }: ClaimedDelivery, end: AttemptEnd): Promise<AttemptResult> {
    await this.store.end(id, 'delivered', this.#now(), end)
    await this.webhooks.note(webhookId, true)
    return 'delivered'
  }

  /** A receiver that is gone for good is not told of anything any more. */
  async #gone({ id, webhookId }: ClaimedDelivery, end: AttemptEnd): Promise<AttemptResult> {
    await this.store.end(id, 'dead', this.#now(), end)
    await this.switchOff.end(webhookId, GONE_REASON)
    return 'gone'
  }

  async #failed(delivery: ClaimedDelivery, end: AttemptEnd): Promise<AttemptResult> {
    const { id, webhookId, attempts, triedSince, failures } = delivery
    const nowMs = this.clock.nowMs()
    const pause = pauseMs(failures + 1)
    await this.webhooks.note(webhookId, false, pause > 0 ? new Date(nowMs + pause) : undefined)
    const nextMs = nextAttemptMs(attempts, { sinceMs: triedSince.getTime(), nowMs }, shareOf(id))
    if (nextMs === undefined) await this.store.end(id, 'dead', new Date(nowMs), end)
    else await this.store.putOff(id, new Date(nextMs), end)
    return nextMs === undefined ? 'dead' : 'failed'
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

/** A number from 0 to 1 that is another one for each delivery: the end of its id is by chance. */
function shareOf(id: string): number {
  return Number.parseInt(id.slice(-4), 16) / 0xffff
}
