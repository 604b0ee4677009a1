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

/** What a provider calls itself in its metadata; undefined where they are none, or are of several. */
export function entityIdOf(xml: string): string | undefined {
  const { documentElement: root } = new DOMParser().parseFromString(xml, 'application/xml')
  if (root.namespaceURI !== METADATA || root.localName !== 'EntityDescriptor') return undefined
  return root.getAttribute('entityID') ?? undefined
}
