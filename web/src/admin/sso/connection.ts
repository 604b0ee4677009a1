import { queryOptions } from '@tanstack/react-query'
import { answerOf, api } from '../api/client'
import type { components } from '../api/generated/schema'

/** An identity provider with which members sign in. */
export type Connection = components['schemas']['Connection']
export type Trace = components['schemas']['SsoTrace']

/** One connection, and the tag by which the server knows whether it was changed since. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: async () => {
      const { data, response } = await answerOf(
        api.GET('/admin/v1/sso/connections/{id}', { params: { path: { id } } }),
      )
      return { connection: data!, tag: response.headers.get('etag') ?? undefined }
    },
  })
