import { isWithin } from '../../identity/index.js'
import type { Connection } from '../connections/connection.js'
import type { DomainPolicy } from '../connections/connection-policy.js'

/** Who somebody is, as far as it is known: nothing else than domains is looked at. */
export interface KnownName {
  readonly handle?: string | undefined
  readonly email?: string | undefined
}

/** A policy, and whose it is. */
export interface MatchingPolicy {
  readonly connection: Connection
  readonly domain: DomainPolicy
}

/** What connections say of the domains of a name, the longest domain first. */
export function policiesFor(connections: readonly Connection[], name: KnownName): MatchingPolicy[] {
  return connections
    .flatMap((connection) => connection.policy.domains.map((domain) => ({ connection, domain })))
    .filter(({ domain }) => isOfDomain(domain, name))
    .sort((one, other) => other.domain.domain.length - one.domain.domain.length)
}

/** The same for what somebody has typed or an application has named: an address or a handle. */
export function nameOf(identifier: string): KnownName {
  const name = identifier.trim().toLowerCase().replace(/^@/, '')
  return name.includes('@') ? { email: name } : { handle: name }
}

function isOfDomain({ domain, of }: DomainPolicy, { handle, email }: KnownName): boolean {
  if (of === 'email') return email !== undefined && email.endsWith(`@${domain}`)
  return handle !== undefined && isWithin(handle, domain)
}
