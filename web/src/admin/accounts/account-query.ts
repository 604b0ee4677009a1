import { queryOptions } from '@tanstack/react-query'
import { answerOf, api } from '../api/client'

/** One account, and the tag by which the server knows whether it was changed since. */
export const accountQuery = (did: string) =>
  queryOptions({
    queryKey: ['account', did],
    queryFn: async () => {
      const { data, response } = await answerOf(
        api.GET('/admin/v1/accounts/{did}', { params: { path: { did } } }),
      )
      return { account: data!, tag: response.headers.get('etag') ?? undefined }
    },
  })
