import { queryOptions } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'

export type Brand = components['schemas']['Branding']
export type BrandValues = components['schemas']['BrandValues']

/** What the whole looks like, or a domain. */
export function brandQuery(domain: string | undefined) {
  return queryOptions({
    queryKey: ['branding', domain ?? ''],
    queryFn: () =>
      domain === undefined
        ? dataOf(api.GET('/admin/v1/branding'))
        : dataOf(api.GET('/admin/v1/branding/{domain}', { params: { path: { domain } } })),
  })
}

/** Looks as the API wants them in an address: JSON in base64url. */
export function draftOf(values: BrandValues): string {
  const bytes = new TextEncoder().encode(JSON.stringify(values))
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Looks without what was left empty. */
export function withoutEmpty(values: BrandValues): BrandValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
}
