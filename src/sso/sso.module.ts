import { Module } from '@nestjs/common'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { ConnectionSecretStore } from './connections/connection-secret.store.js'
import { ConnectionSecrets } from './connections/connection-secrets.js'
import { ConnectionStore } from './connections/connection.store.js'
import { PgConnectionSecretStore } from './connections/pg-connection-secret.store.js'
import { PgConnectionStore } from './connections/pg-connection.store.js'
import { SecretTable } from './connections/secret-table.js'
import { ExternalIdentityStore } from './people/external-identity.store.js'
import { PgExternalIdentityStore } from './people/pg-external-identity.store.js'
import { PgSsoSessionStore } from './people/pg-sso-session.store.js'
import { SsoSessionStore } from './people/sso-session.store.js'
import { PgSsoTransactionStore } from './transactions/pg-sso-transaction.store.js'
import { SsoTransactionStore } from './transactions/sso-transaction.store.js'

const STORES = [
  { provide: ConnectionStore, useClass: PgConnectionStore },
  { provide: ConnectionSecretStore, useClass: PgConnectionSecretStore },
  { provide: SsoTransactionStore, useClass: PgSsoTransactionStore },
  { provide: ExternalIdentityStore, useClass: PgExternalIdentityStore },
  { provide: SsoSessionStore, useClass: PgSsoSessionStore },
  ConnectionSecrets,
  SecretTable,
]

/** Signing in with an organization. */
@Module({
  imports: [DatabaseModule, TelemetryModule, IdentityModule],
  providers: STORES,
  exports: [ConnectionStore, ConnectionSecrets, SsoTransactionStore, ExternalIdentityStore, SsoSessionStore],
})
export class SsoModule {}
