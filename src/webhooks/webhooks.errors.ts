import { Refusal } from '../refusal.js'

/** Nothing can be sent there. */
export class WebhookUrlRefused extends Refusal {
  constructor(why: string) {
    super('webhook_url_refused', 'invalid', `Webhooks cannot be there: ${why}`)
  }
}

/** It is switched off, and told of nothing. */
export class WebhookDisabled extends Refusal {
  constructor() {
    super('webhook_disabled', 'conflict', 'The webhook is switched off')
  }
}

/** There are as many as there may be. */
export class TooManyWebhooks extends Refusal {
  constructor(max: number) {
    super('too_many_webhooks', 'conflict', `There may be ${max} webhooks`)
  }
}
