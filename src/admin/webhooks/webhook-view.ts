import type { Delivery, Webhook } from '../../webhooks/index.js'
import type { DeliveryDto, WebhookDto } from './webhooks.dto.js'

/** A webhook, as administrators see it. */
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
