import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { DeliveryStore } from './delivery.store.js'
import { WebhookEnding } from './webhook-ending.js'
import { WebhookStore } from './webhook.store.js'

/** Switches webhooks off that are good for nothing any more. */
@Injectable()
export class SwitchOff {
  constructor(
    private readonly webhooks: WebhookStore,
    private readonly deliveries: DeliveryStore,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly contributions: Contributions,
  ) {}

  /** Nothing is sent there any more, and what waits is given up. Whoever answers for it is told, once. */
  async end(id: string, reason: string): Promise<void> {
    const at = new Date(this.clock.nowMs())
    const ended = await this.work.run(async (tx) => {
      const webhook = await this.webhooks.find(id, tx, true)
      if (!webhook || webhook.disabledAt) return undefined
      await this.webhooks.change(tx, id, { disabled: { at, reason } }, at)
      await this.deliveries.endAll(tx, id, at, reason)
      return webhook
    })
    if (!ended) return
    for (const one of this.contributions.of(WebhookEnding)) await one.switchedOff(ended)
  }
}
