import { queryOptions } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'

/** All roles and permissions, with what they mean. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: () => dataOf(api.GET('/admin/v1/roles')),
  staleTime: Number.POSITIVE_INFINITY,
})
