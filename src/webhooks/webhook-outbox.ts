import { Injectable } from '@nestjs/common'
import type { Queryable } from '../database/index.js'
import { Clock, TimedId } from '../telemetry/index.js'
import { DeliveryStore } from './delivery.store.js'
import { WebhookStore } from './webhook.store.js'
import type { WebhookEvent } from './webhook-event.js'

/**
 * Where features tell what happens. What webhooks are to be told is written in the transaction that makes it happen:
 * nothing is told of that did not happen, and nothing that happened is left out.
 */
@Injectable()
export class WebhookOutbox {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly deliveries: DeliveryStore,
    private readonly ids: TimedId,
    private readonly clock: Clock,
  ) {}

  /** Notes an event for all webhooks that want to know of it. */
  async record(tx: Queryable, event: WebhookEvent): Promise<void> {
    for (const { id, personal } of await this.webhooks.wanting(tx, event.type))
      await this.deliver(tx, id, event, personal)
  }

  /** Notes an event for one webhook, whatever it wants to know of. @returns the id of the delivery */
  async deliver(
    tx: Queryable,
    webhookId: string,
    { type, data, personal }: WebhookEvent,
    tellsPersonal: boolean,
  ): Promise<string> {
    const id = this.ids.next()
    const createdAt = new Date(this.clock.nowMs())
    const told = tellsPersonal ? { ...data, ...personal } : data
    const body = JSON.stringify({ type, timestamp: createdAt.toISOString(), data: told })
    await this.deliveries.add(tx, { id, webhookId, type, body, createdAt })
    return id
  }
}
