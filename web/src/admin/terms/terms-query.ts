import { queryOptions } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'

export type TermsVersion = components['schemas']['TermsVersion']

/** All versions of the terms, the latest first. */
export const termsQuery = queryOptions({
  queryKey: ['terms', 'versions'],
  queryFn: async () => (await dataOf(api.GET('/admin/v1/terms-versions'))).data,
})
