import type { Grants } from '../../roles/index.js'
import type { Delivery, Webhook } from '../../webhooks/index.js'
import type { DeliveryDto, WebhookDto } from './webhooks.dto.js'

/** Of an address whose path or query says who may send there: where it leads, and that there is more. */
export function placeOf(url: string): string {
  const { origin, pathname, search } = new URL(url)
  return pathname + search === '/' ? origin : `${origin}/…`
}

/** A webhook, as those see it who may only look: what its address says besides the place may be a password. */
export function lookedAtWebhook(webhook: Webhook, grants: Grants): WebhookDto {
  const view = webhookView(webhook)
  return grants.allows('webhooks.manage', undefined) ? view : { ...view, url: placeOf(webhook.url) }
}

/** A webhook, as those see it who look after it. */
export function webhookView(webhook: Webhook): WebhookDto {
  const { id, url, description, events, personal, disabledAt, disabledReason, failures, createdAt } = webhook
  return {
    ...{ id, url, description, events: [...events], personal, failures },
    enabled: disabledAt === undefined,
    ...(disabledAt && { disabledAt: disabledAt.toISOString() }),
    ...(disabledReason !== undefined && { disabledReason }),
    createdAt: createdAt.toISOString(),
  }
}

/** What of a webhook somebody may have meant to change: it does not change by itself, as failures do. */
export function webhookSettings(webhook: Webhook): object {
  const { failures: _failures, ...settings } = webhookView(webhook)
  return settings
}

/** A delivery, as administrators see it. What it says may be personal, and is not shown. */
export function deliveryView(delivery: Delivery): DeliveryDto {
  const { id, type, state, attempts, createdAt, dueAt, attemptedAt, endedAt, status, error } = delivery
  return {
    ...{ id, type, state, attempts },
    createdAt: createdAt.toISOString(),
    ...(state === 'waiting' && { dueAt: dueAt.toISOString() }),
    ...(attemptedAt && { attemptedAt: attemptedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
  }
}
