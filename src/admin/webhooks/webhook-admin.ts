import { Injectable } from '@nestjs/common'
import { Audit, type Deed } from '../../audit/index.js'
import { type Tx, UnitOfWork } from '../../database/index.js'
import { TimedId } from '../../telemetry/index.js'
import { type Webhook, type WantedWebhookChange, WebhookPlaces, Webhooks } from '../../webhooks/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, NotThere } from '../admin.errors.js'
import { assertMatches } from '../api/entity-tag.js'
import { readTime } from '../api/time-text.js'
import { isTimedId } from '../api/timed-id.js'
import { placeOf, webhookSettings, webhookView } from './webhook-view.js'
import type { IssuedWebhookDto, NewWebhookDto } from './webhooks.dto.js'

/** Makes webhooks and changes them, as administrators: each deed is in the audit. */
@Injectable()
export class WebhookAdmin {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly places: WebhookPlaces,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /** @throws {WebhookUrlRefused | TooManyWebhooks} */
  add(wanted: NewWebhookDto, by: Administrator): Promise<IssuedWebhookDto> {
    this.places.assertGood(wanted.url)
    const { url, events, description = '', personal = false } = wanted
    const order = { id: this.ids.next(), url, events: [...new Set(events)], description, personal }
    return this.work.run(async (tx) => {
      const { webhook, secret } = await this.webhooks.add(tx, order)
      await this.#record(tx, by, webhook.id, { action: 'webhook.create', after: shown(webhook) })
      return { ...webhookView(webhook), secret }
    })
  }

  /** @param ifMatch the ETag that was seen @throws {NotThere | PreconditionFailed | WebhookUrlRefused} */
  change(
    id: string,
    change: WantedWebhookChange,
    ifMatch: string | undefined,
    by: Administrator,
  ): Promise<Webhook> {
    if (change.url !== undefined) this.places.assertGood(change.url)
    return this.work.run(async (tx) => {
      let before: Webhook | undefined
      const webhook = await this.webhooks.change(tx, existing(id), change, (seen) => {
        assertMatches(ifMatch, webhookSettings(seen))
        before = seen
      })
      if (!webhook) throw new NotThere('webhook')
      const isMoved = before !== undefined && before.url !== webhook.url
      await this.#record(tx, by, id, {
        action: 'webhook.change',
        before: before && shown(before),
        after: { ...shown(webhook), ...(isMoved && { hasOtherUrl: true }) },
      })
      return webhook
    })
  }

  /** @throws {NotThere} */
  async remove(id: string, by: Administrator): Promise<void> {
    await this.work.run(async (tx) => {
      if (!(await this.webhooks.remove(tx, existing(id)))) throw new NotThere('webhook')
      await this.#record(tx, by, id, { action: 'webhook.delete' })
    })
  }

  /** @param overlapMs how long the former secret stays good @throws {NotThere} */
  async rotate(id: string, overlapMs: number, by: Administrator): Promise<IssuedWebhookDto> {
    const webhook = await this.find(id)
    return this.work.run(async (tx) => {
      const secret = await this.webhooks.renewSecret(tx, id, overlapMs)
      if (secret === undefined) throw new NotThere('webhook')
      await this.#record(tx, by, id, { action: 'webhook.rotate', after: { overlapMs } })
      return { ...webhookView(webhook), secret }
    })
  }

  /** Gives the id of the delivery. @throws {NotThere | WebhookDisabled} */
  async test(id: string, by: Administrator): Promise<string> {
    const webhook = await this.find(id)
    return this.work.run(async (tx) => {
      const delivery = await this.webhooks.test(tx, webhook)
      await this.#record(tx, by, id, { action: 'webhook.test', after: { delivery } })
      return delivery
    })
  }

  /** @throws {NotThere | WebhookDisabled} */
  async redeliver(id: string, delivery: string, by: Administrator): Promise<void> {
    const webhook = await this.find(id)
    await this.work.run(async (tx) => {
      const isRenewed = isTimedId(delivery) && (await this.webhooks.redeliver(tx, webhook, delivery))
      if (!isRenewed) throw new NotThere('delivery that is over')
      await this.#record(tx, by, id, { action: 'webhook.redeliver', after: { delivery } })
    })
  }

  /** All that was given up since a time. @returns how many @throws {NotThere | InvalidFields | WebhookDisabled} */
  async redeliverDead(id: string, since: string, by: Administrator): Promise<number> {
    const sinceMs = readTime(since)
    if (sinceMs === undefined)
      throw new InvalidFields([{ at: '/since', message: 'must be a time (ISO 8601)' }])
    const webhook = await this.find(id)
    return this.work.run(async (tx) => {
      const deliveries = await this.webhooks.redeliverDead(tx, webhook, new Date(sinceMs))
      await this.#record(tx, by, id, { action: 'webhook.redeliver', after: { since, deliveries } })
      return deliveries
    })
  }

  /** @throws {NotThere} */
  async find(id: string): Promise<Webhook> {
    const webhook = await this.webhooks.find(existing(id))
    if (!webhook) throw new NotThere('webhook')
    return webhook
  }

  async #record(tx: Tx, { agent }: Administrator, id: string, deed: Omit<Deed, 'target'>): Promise<void> {
    await this.audit.record(tx, agent, { ...deed, target: { type: 'webhook', id } })
  }
}

/** Whatever is no id of ours is the id of nothing. */
function existing(id: string): string {
  if (!isTimedId(id)) throw new NotThere('webhook')
  return id
}

/** As the audit keeps it: receivers may have their password in the path of their URL, or in its query. */
function shown({ url, events, personal, disabledAt }: Webhook): object {
  return { url: placeOf(url), events, personal, enabled: disabledAt === undefined }
}
