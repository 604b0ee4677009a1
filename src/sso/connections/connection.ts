import type { ConnectionPolicy } from './connection-policy.js'

/** Protocols by which identity providers are asked. */
export type ConnectionKind = 'oidc' | 'saml'

/** `draft`: can be tried, and nobody is offered it. */
export type ConnectionStatus = 'draft' | 'enabled' | 'disabled'

/** What was found when a connection was looked at last. */
export interface ConnectionHealth {
  readonly at: string
  readonly ok: boolean
  /** one for each thing that was looked at */
  readonly checks: readonly HealthCheck[]
}

/** One thing about a connection that was looked at. */
export interface HealthCheck {
  /** such as `discovery`, `keys`, `certificate` */
  readonly name: string
  readonly ok: boolean
  readonly message: string
  /** when it ends, such as a certificate (RFC 3339) */
  readonly expiresAt?: string | undefined
}

/** An identity provider of an organization, and what is wanted of those whom it sends. */
export interface Connection {
  readonly id: string
  /** what members see */
  readonly name: string
  readonly kind: ConnectionKind
  readonly status: ConnectionStatus
  /** of OpenID Connect, or the entity id of SAML; empty until the metadata of the provider have said it */
  readonly issuer: string
  /** what the protocol needs, without secrets; its shape is that of the kind */
  readonly settings: Readonly<Record<string, unknown>>
  readonly policy: ConnectionPolicy
  /** what may change it: the API, or a file that is read when the server starts */
  readonly managedBy: 'api' | 'file'
  /** goes up with every change */
  readonly revision: number
  readonly health: ConnectionHealth | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}
