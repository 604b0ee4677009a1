import { Injectable } from '@nestjs/common'
import { GONE_REASON, type Webhook, Webhooks } from '../../../webhooks/index.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** One failure may be that of a moment. */
const FAILURES_MIN = 3

/** Webhooks that do not hear what happens. */
@Injectable()
export class WebhookConcern extends Concern {
  constructor(private readonly webhooks: Webhooks) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    return (await this.webhooks.list()).flatMap((webhook) => troubleOf(webhook))
  }
}

/** One that an administrator has switched off is as it is meant to be. */
function troubleOf({ id, url, disabledAt, disabledReason, failures }: Webhook): AttentionDto[] {
  const { host } = new URL(url)
  const params = { id, host }
  if (disabledAt) {
    if (disabledReason !== GONE_REASON) return []
    const message = `The webhook at ${host} is gone, and was switched off.`
    return [{ code: 'webhook_gone', severity: 'warning', message, params }]
  }
  if (failures < FAILURES_MIN) return []
  const message = `The webhook at ${host} does not take what it is told.`
  return [{ code: 'webhook_failing', severity: 'warning', message, count: failures, params }]
}
