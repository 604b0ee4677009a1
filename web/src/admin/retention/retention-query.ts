import { queryOptions } from '@tanstack/react-query'
import { answerOf, api } from '../api/client'
import type { components } from '../api/generated/schema'

/** How long a class of data is kept. */
export type RetentionRule = components['schemas']['RetentionRule']

/** All of them, and the tag by which the server knows whether they were changed since. */
export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: async () => {
    const { data, response } = await answerOf(api.GET('/admin/v1/retention'))
    return { rules: data!.data, tag: response.headers.get('etag') ?? undefined }
  },
})
