import type { Webhook } from './webhook.js'

/** Is told when a webhook was switched off by itself. Every provider of this class is found by itself. */
export abstract class WebhookEnding {
  /** Called once it is committed. Fails nothing. */
  abstract switchedOff(webhook: Webhook): Promise<void>
}
