import { Injectable } from '@nestjs/common'
import { isIP } from 'node:net'
import { Outbound } from '../outbound/index.js'
import { WebhookUrlRefused } from './webhooks.errors.js'

/** Where webhooks may be. What a name leads to is looked at with every delivery. */
@Injectable()
export class WebhookPlaces {
  constructor(private readonly outbound: Outbound) {}

  /** @throws {WebhookUrlRefused} */
  assertGood(text: string): void {
    if (!URL.canParse(text)) throw new WebhookUrlRefused('it is no URL')
    const { protocol, username, password, hostname } = new URL(text)
    if (username || password) throw new WebhookUrlRefused('there are credentials in the URL')
    const isTrial = !this.outbound.isProtected
    if (protocol !== 'https:' && !(isTrial && protocol === 'http:'))
      throw new WebhookUrlRefused('it must be https')
    if (!isTrial && isIP(hostname.replace(/^\[|\]$/g, '')) !== 0)
      throw new WebhookUrlRefused('the host must be a name')
  }
}
