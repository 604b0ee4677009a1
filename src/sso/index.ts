export type * from './connections/connection-policy.js'
export type {
  Connection,
  ConnectionHealth,
  ConnectionKind,
  ConnectionStatus,
  HealthCheck,
} from './connections/connection.js'
export { ConnectionSecrets } from './connections/connection-secrets.js'
export { ConnectionChanges } from './connections/connection-changes.js'
export { ConnectionChecks } from './connections/connection-checks.js'
export type { ConnectionInput } from './connections/connection-drafts.js'
export { InvalidConnection } from './connections/connections.errors.js'
export { ConnectionStore } from './connections/connection.store.js'
export { IdentityProvider, type VerifiedClaims } from './connections/identity-provider.js'
export { ExpectedPeople, type ExpectedPerson } from './people/expected-people.js'
export { type ExternalIdentity, ExternalIdentityStore } from './people/external-identity.store.js'
export { type SsoSession, type SsoSessionFilter, SsoSessionStore } from './people/sso-session.store.js'
export { SsoFailure, type SsoFailureCode } from './sso.errors.js'
export { START_PATH as SSO_START_PATH } from './landing/sso-offers.js'
export { StartTickets } from './landing/start-tickets.js'
export { CALLBACK_PATH as SSO_CALLBACK_PATH } from './oidc/oidc-provider.js'
export { Linking } from './people/linking.js'
export { Links } from './people/links.js'
export { BreakGlass } from './policy/break-glass.js'
export { ExceptionStore, type PasswordException } from './policy/exception.store.js'
export { Connections } from './connections/connections.js'
export { type Registration, RegistrationStore } from './people/registration.store.js'
export { type FollowedPerson, SsoFollower } from './people/sso-follower.js'
export { SsoModule } from './sso.module.js'
export type { SsoTransaction } from './transactions/sso-transaction.js'
export { type SsoTrace, TraceStore } from './transactions/trace.store.js'
export { SsoTransactionStore } from './transactions/sso-transaction.store.js'
