import type { WebhookEventType } from './webhook-event.js'

/** Why a webhook was switched off, where nobody has wanted that. */
export const GONE_REASON = 'The receiver answered 410: it is gone'

/** Where events are sent to. */
export interface Webhook {
  /** UUID version 7: webhooks are in the order of their ids */
  readonly id: string
  readonly url: string
  readonly description: string
  readonly events: readonly WebhookEventType[]
  /** whether it is told what is personal */
  readonly personal: boolean
  /** when it was switched off */
  readonly disabledAt: Date | undefined
  readonly disabledReason: string | undefined
  /** deliveries that have failed since the last one that went well */
  readonly failures: number
  readonly createdAt: Date
  readonly changedAt: Date
}

/** What of a webhook can be changed. */
export type WebhookChange = Partial<Pick<Webhook, 'url' | 'description' | 'events' | 'personal'>> & {
  /** `null` switches it on */
  readonly disabled?: { readonly at: Date; readonly reason: string } | null
}

/** Where deliveries stand. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** An event on its way to a webhook. */
export interface Delivery {
  /** UUID version 7; receivers know by it what they have been told before */
  readonly id: string
  readonly webhookId: string
  readonly type: string
  /** JSON, as it is sent and signed */
  readonly body: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly createdAt: Date
  /** since when it is tried: later than it was made if somebody wanted it once more */
  readonly triedSince: Date
  readonly dueAt: Date
  readonly attemptedAt: Date | undefined
  readonly endedAt: Date | undefined
  /** what the receiver answered with, the last time */
  readonly status: number | undefined
  /** why it failed, the last time */
  readonly error: string | undefined
}

/** A delivery that this node makes now. */
export interface ClaimedDelivery extends Delivery {
  readonly url: string
  readonly failures: number
}
