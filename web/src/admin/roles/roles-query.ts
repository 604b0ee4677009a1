import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'

/** All roles and permissions, with what they mean. */
export type Roles = components['schemas']['Roles']
/** A role that the organization has put together itself. */
export type CustomRole = components['schemas']['CustomRole']
export type PermissionFacts = components['schemas']['PermissionFacts']

/** All roles and permissions. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: () => dataOf(api.GET('/admin/v1/roles')),
  staleTime: Number.POSITIVE_INFINITY,
})

/** A role of the organization's own, and the tag by which the server knows whether it was changed since. */
export const roleQuery = (id: string) =>
  queryOptions({
    queryKey: ['roles', id],
    // What somebody is changing is not replaced while they look at another window.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: async () => {
      const call = api.GET('/admin/v1/roles/{role}', { params: { path: { role: id } } })
      const { data, response } = await answerOf(call)
      return { role: data!, tag: response.headers.get('etag') ?? undefined }
    },
  })
