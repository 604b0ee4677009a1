import { Injectable } from '@nestjs/common'
import type { Tx } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { DeliveryStore } from './delivery.store.js'
import { WebhookOutbox } from './webhook-outbox.js'
import { WebhookSecrets } from './webhook-secrets.js'
import { WebhookStore } from './webhook.store.js'
import type { Webhook, WebhookChange } from './webhook.js'
import { TooManyWebhooks, WebhookDisabled } from './webhooks.errors.js'

/** Every event is written once for each of them. */
const WEBHOOKS_MAX = 50

/** Why administrators switch webhooks off. */
const BY_HAND = 'An administrator has switched it off'

/** A webhook that is wanted. */
export type WantedWebhook = Pick<Webhook, 'id' | 'url' | 'description' | 'events' | 'personal'>

/** What of a webhook is to be another way. */
export type WantedWebhookChange = Omit<WebhookChange, 'disabled'> & { readonly enabled?: boolean | undefined }

/** Makes webhooks and changes them, each time inside the transaction of the caller. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly store: WebhookStore,
    private readonly deliveries: DeliveryStore,
    private readonly secrets: WebhookSecrets,
    private readonly outbox: WebhookOutbox,
    private readonly clock: Clock,
  ) {}

  /** All of them, the latest first. */
  list(): Promise<Webhook[]> {
    return this.store.list()
  }

  find(id: string): Promise<Webhook | undefined> {
    return this.store.find(id)
  }

  /** Makes a webhook. @returns it, with the secret that nobody is told again @throws {TooManyWebhooks} */
  async add(tx: Tx, wanted: WantedWebhook): Promise<{ webhook: Webhook; secret: string }> {
    if ((await this.store.count()) >= WEBHOOKS_MAX) throw new TooManyWebhooks(WEBHOOKS_MAX)
    const at = this.#now()
    const webhook: Webhook = {
      ...wanted,
      ...{ disabledAt: undefined, disabledReason: undefined, failures: 0, createdAt: at, changedAt: at },
    }
    await this.store.add(tx, webhook)
    return { webhook, secret: await this.secrets.renew(tx, webhook.id, 0) }
  }

  /** Changes a webhook. @param check throws unless it is as the caller has seen it @returns undefined: there is none */
  async change(
    tx: Tx,
    id: string,
    { enabled, ...change }: WantedWebhookChange,
    check: (seen: Webhook) => void,
  ): Promise<Webhook | undefined> {
    const seen = await this.store.find(id, tx, true)
    if (!seen) return undefined
    check(seen)
    const at = this.#now()
    const isOff = seen.disabledAt !== undefined
    const disabled =
      enabled === undefined || enabled !== isOff ? undefined : enabled ? null : { at, reason: BY_HAND }
    await this.store.change(tx, id, { ...change, ...(disabled !== undefined && { disabled }) }, at)
    if (disabled) await this.deliveries.endAll(tx, id, at, BY_HAND)
    return this.store.find(id, tx)
  }

  /** Removes a webhook and all that is known of it; `false` if there is none. */
  remove(tx: Tx, id: string): Promise<boolean> {
    return this.store.remove(tx, id)
  }

  /** Gives a webhook another secret. @param overlapMs how long the former one stays good; undefined: no such webhook */
  async renewSecret(tx: Tx, id: string, overlapMs: number): Promise<string | undefined> {
    const webhook = await this.store.find(id, tx, true)
    return webhook && this.secrets.renew(tx, id, overlapMs)
  }

  /** Sends an event that means nothing. @returns the id of its delivery @throws {WebhookDisabled} */
  test(tx: Tx, webhook: Webhook): Promise<string> {
    assertEnabled(webhook)
    const data = { webhook: webhook.id }
    return this.outbox.deliver(tx, webhook.id, { type: 'webhook.test', data }, false)
  }

  /** Makes a delivery once more that is over; `false` if there is none. @throws {WebhookDisabled} */
  redeliver(tx: Tx, webhook: Webhook, deliveryId: string): Promise<boolean> {
    assertEnabled(webhook)
    return this.deliveries.renew(tx, deliveryId, webhook.id, this.#now())
  }

  /** Makes all deliveries once more that were given up since a time. @returns how many @throws {WebhookDisabled} */
  redeliverDead(tx: Tx, webhook: Webhook, since: Date): Promise<number> {
    assertEnabled(webhook)
    return this.deliveries.renewDead(tx, webhook.id, since, this.#now())
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

function assertEnabled({ disabledAt }: Webhook): void {
  if (disabledAt) throw new WebhookDisabled()
}
