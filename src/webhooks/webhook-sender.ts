import { Injectable } from '@nestjs/common'
import { Outbound, OutboundError } from '../outbound/index.js'
import { Clock } from '../telemetry/index.js'
import type { AttemptEnd } from './delivery.store.js'
import { signatureHeaders } from './signed-message.js'
import { WebhookSecrets } from './webhook-secrets.js'
import type { ClaimedDelivery } from './webhook.js'

/** A receiver answers within this time, or it has failed. */
const ANSWER_MAX_MS = 15_000

/** Nobody reads what receivers answer. */
const ANSWER_MAX_BYTES = 64 * 1024

/** Sends what webhooks are told, signed, to public addresses only. */
@Injectable()
export class WebhookSender {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
  ) {}

  /** Sends a delivery; what the receiver answers, or why it could not be reached. */
  async send({ id, webhookId, url, body }: ClaimedDelivery): Promise<AttemptEnd> {
    const secrets = await this.secrets.of(webhookId)
    const signature = signatureHeaders({ id, body, atMs: this.clock.nowMs() }, secrets)
    try {
      const answer = await this.outbound.request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signature },
        body,
        timeoutMs: ANSWER_MAX_MS,
        responseMaxBytes: ANSWER_MAX_BYTES,
        toStranger: true,
      })
      answer.discard()
      const { status } = answer
      return isGood(status) ? { status } : { status, error: `the receiver answered ${status}` }
    } catch (error) {
      if (error instanceof OutboundError) return { error: error.message }
      throw error
    }
  }
}

/** Redirects are not followed: what was meant for one receiver must not reach another. */
function isGood(status: number): boolean {
  return status >= 200 && status < 300
}
