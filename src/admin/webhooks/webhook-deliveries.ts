import { Injectable } from '@nestjs/common'
import { DELIVERY_STATES, DeliveryStore, WEBHOOK_EVENT_TYPES } from '../../webhooks/index.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimedId } from '../api/timed-id.js'
import { deliveryView } from './webhook-view.js'
import type { DeliveryDto } from './webhooks.dto.js'

/** What may be asked of the deliveries of a webhook. */
export const DELIVERY_LIST: ListOptions = {
  sorts: ['-createdAt'],
  filters: { state: DELIVERY_STATES, type: WEBHOOK_EVENT_TYPES },
}

/** What a webhook was told, as administrators see it. */
@Injectable()
export class WebhookDeliveries {
  constructor(private readonly store: DeliveryStore) {}

  /** The page of deliveries that is asked for. @throws {InvalidCursor} */
  async list(webhookId: string, query: ListQuery): Promise<ListDto<DeliveryDto>> {
    const { after, descending, limit } = sliceOf(query)
    if (after && !isTimedId(after.id)) throw new InvalidCursor()
    const filter = { webhookId, state: query.filters['state'], type: query.filters['type'] }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, { after: after?.id, descending, limit }),
      () => this.store.count(filter),
    )
    return pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: deliveryView })
  }
}
