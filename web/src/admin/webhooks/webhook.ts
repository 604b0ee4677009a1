import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'

/** Where events are sent to. */
export type Webhook = components['schemas']['Webhook']
export type WebhookEvent = components['schemas']['WebhookEvent']
/** An event on its way. */
export type Delivery = components['schemas']['WebhookDelivery']

/** One webhook, and the tag by which the server knows whether it was changed since. */
export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: async () => {
      const { data, response } = await answerOf(
        api.GET('/admin/v1/webhooks/{id}', { params: { path: { id } } }),
      )
      return { webhook: data!, tag: response.headers.get('etag') ?? undefined }
    },
  })

/** Events that webhooks can be told of, with what they mean. */
export const eventsQuery = queryOptions({
  queryKey: ['webhook-events'],
  queryFn: () => dataOf(api.GET('/admin/v1/webhooks/events')),
  staleTime: Number.POSITIVE_INFINITY,
})
