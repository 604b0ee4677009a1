export { DeliveryStore } from './delivery.store.js'
export { type Delivery, DELIVERY_STATES, GONE_REASON, type Webhook } from './webhook.js'
export {
  WEBHOOK_EVENT_TYPES,
  WEBHOOK_EVENTS,
  type WebhookEvent,
  type WebhookEventType,
} from './webhook-event.js'
export { signatureHeaders } from './signed-message.js'
export { WebhookEnding } from './webhook-ending.js'
export { WebhookOutbox } from './webhook-outbox.js'
export { WebhookPlaces } from './webhook-places.js'
export { WebhooksModule } from './webhooks.module.js'
export { type WantedWebhookChange, Webhooks } from './webhooks.js'
