import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, dataOf } from './client'
import type { components } from './generated/schema'

export type Me = components['schemas']['Me']
export type Permission = components['schemas']['Permission']

/** Who is signed in; a problem of status 401 where nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => dataOf(api.GET('/admin/v1/me')),
  staleTime: 60_000,
  retry: false,
})

/** Who is signed in. Only below the frame, which shows nothing before it knows. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('nobody is signed in')
  return data
}

/** Asks what whoever is signed in may do: what they may not, they are not shown. */
export function useMay(): (permission: Permission) => boolean {
  const { grants } = useMe()
  return (wanted) => grants.some(({ permission }) => permission === wanted)
}
