import { Injectable } from '@nestjs/common'
import { type Webhook, WebhookEnding } from '../../webhooks/index.js'
import { OwnerPost } from '../mail/owner-post.js'

/** Writes to the owners of the service when nothing is sent to a webhook any more. */
@Injectable()
export class WebhookLetters extends WebhookEnding {
  constructor(private readonly post: OwnerPost) {
    super()
  }

  override switchedOff({ url }: Webhook): Promise<void> {
    return this.post.tell({ kind: 'webhook-off', host: new URL(url).host })
  }
}
