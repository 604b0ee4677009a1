import { queryOptions } from '@tanstack/react-query'
import { answerOf, api } from '../api/client'

/** The domains of handles, with the tag of their list: what is changed is compared with what was seen. */
export const domainsQuery = queryOptions({
  queryKey: ['domains'],
  queryFn: async () => {
    const { data, response } = await answerOf(api.GET('/admin/v1/domains'))
    return { data: data!.data, tag: response.headers.get('etag') ?? undefined }
  },
})
