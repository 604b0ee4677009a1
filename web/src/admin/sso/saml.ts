import { queryOptions } from '@tanstack/react-query'
import { api, dataOf, type Once } from '../api/client'
import type { components } from '../api/generated/schema'

/** What this server and a provider of SAML know of each other. */
export type Saml = components['schemas']['SamlConnection']
export type SamlCertificate = components['schemas']['SamlCertificate']
export type SamlOwnCertificate = components['schemas']['SamlOwnCertificate']

export const samlQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'saml'],
    queryFn: () => dataOf(api.GET('/admin/v1/sso/connections/{id}/saml', { params: { path: { id } } })),
  })

/** Gives the server what a provider says of itself. @throws {ApiProblem} */
export const giveMetadata = (id: string, xml: string, headers: Once) =>
  dataOf<unknown>(
    api.POST('/admin/v1/sso/connections/{id}/saml/metadata', {
      params: { path: { id } },
      body: { xml },
      headers,
    }),
  )

/** Has the server read it where the provider publishes it. @throws {ApiProblem} */
export const refreshMetadata = (id: string, headers: Once) =>
  dataOf<unknown>(
    api.POST('/admin/v1/sso/connections/{id}/saml/metadata/refresh', { params: { path: { id } }, headers }),
  )

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'

/** What providers call themselves whom metadata describe; none where they are no metadata. */
export function providersIn(xml: string): string[] {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml')
  const described = [...parsed.getElementsByTagNameNS(METADATA, 'IDPSSODescriptor')]
  const names = described.map((one) => one.parentElement?.getAttribute('entityID') ?? '')
  return [...new Set(names.filter((name) => name !== ''))]
}
