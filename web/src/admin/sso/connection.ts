import { queryOptions } from '@tanstack/react-query'
import { answerOf, api, dataOf, type Once } from '../api/client'
import type { components } from '../api/generated/schema'

/** An identity provider with which members sign in. */
export type Connection = components['schemas']['Connection']
export type Trace = components['schemas']['SsoTrace']

/** A connection, and the tag by which the server knows whether it was changed since. */
export interface SeenConnection {
  readonly connection: Connection
  readonly tag: string | undefined
}

/** All connections. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: () => dataOf(api.GET('/admin/v1/sso/connections')),
})

/** One connection, and the tag by which the server knows whether it was changed since. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: async (): Promise<SeenConnection> => {
      const { data, response } = await answerOf(
        api.GET('/admin/v1/sso/connections/{id}', { params: { path: { id } } }),
      )
      return { connection: data!, tag: response.headers.get('etag') ?? undefined }
    },
  })

/** Changes a connection, unless somebody else has changed it since it was seen. @throws {ApiProblem} */
export function changeConnection(
  { connection: { id }, tag }: SeenConnection,
  body: components['schemas']['ConnectionPatch'],
  once: Once,
): Promise<Connection> {
  const headers = { ...once, ...(tag !== undefined && { 'If-Match': tag }) }
  return dataOf(api.PATCH('/admin/v1/sso/connections/{id}', { params: { path: { id } }, body, headers }))
}

/** What it wants of people, as far as screens know it. */
export interface ConnectionPolicy {
  readonly mapping: ClaimMapping
  readonly leaving: LeavingPolicy
}

/** What becomes of those who leave. */
export interface LeavingPolicy {
  readonly logout: 'nothing' | 'browsers' | 'everything'
  readonly deprovision: 'lock' | 'suspend' | 'offboard'
  readonly offboardDays: number
}

/** Where attributes of people are in what a provider says. */
export interface ClaimMapping {
  readonly subject: string
  readonly email: AttributeRule
  readonly name: AttributeRule
  readonly locale: AttributeRule
  readonly groups: string
  readonly trustEmail: boolean
}

interface AttributeRule {
  readonly claim: string
  readonly sync: 'import' | 'force'
}

/** What a connection wants of people. */
export const policyOf = ({ policy }: Connection) => policy as unknown as ConnectionPolicy
