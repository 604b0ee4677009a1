export type * from './connections/connection-policy.js'
export type {
  Connection,
  ConnectionHealth,
  ConnectionKind,
  ConnectionStatus,
  HealthCheck,
} from './connections/connection.js'
export { ConnectionSecrets } from './connections/connection-secrets.js'
export { ConnectionStore } from './connections/connection.store.js'
export { IdentityProvider, type VerifiedClaims } from './connections/identity-provider.js'
export { ExpectedPeople, type ExpectedPerson } from './people/expected-people.js'
export { type ExternalIdentity, ExternalIdentityStore } from './people/external-identity.store.js'
export { type SsoSession, type SsoSessionFilter, SsoSessionStore } from './people/sso-session.store.js'
export { SsoFailure, type SsoFailureCode } from './sso.errors.js'
export { SsoModule } from './sso.module.js'
export type { SsoTransaction } from './transactions/sso-transaction.js'
export { SsoTransactionStore } from './transactions/sso-transaction.store.js'
