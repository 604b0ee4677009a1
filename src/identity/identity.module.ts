import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { ConfigModule, provideConfig, Secrets } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { OutboundConfig, OutboundModule } from '../outbound/index.js'
import { Random, TelemetryModule } from '../telemetry/index.js'
import { DidDocumentStore } from './did-document.store.js'
import { DidDocuments } from './did-documents.js'
import { DidFetcher } from './did-fetcher.js'
import { DidWebController } from './did-web.controller.js'
import { DomainCheck } from './domains/domain-check.js'
import { HandleDomains } from './domains/handle-domains.js'
import { ExpiredFormerHandles } from './former-handles/expired-former-handles.js'
import { FormerHandleStore } from './former-handles/former-handle.store.js'
import { FormerHandles } from './former-handles/former-handles.js'
import { PgFormerHandleStore } from './former-handles/pg-former-handle.store.js'
import { HandlePolicy } from './handle-policy.js'
import { HandleResolver } from './handle-resolver.js'
import { HandleRulesConfig } from './handle-rules.config.js'
import { IdentityCaches } from './identity-caches.js'
import { IdentityConfig } from './identity.config.js'
import { AccountKeyTable } from './account-key-table.js'
import { KeyRewrap } from './key-rewrap.js'
import { KnownHandles } from './known-handles.js'
import { KeyVault } from './key-vault.js'
import { LocalKeyVault } from './local-key-vault.js'
import { OldDidDocuments } from './old-did-documents.js'
import { PgDidDocumentStore } from './pg-did-document.store.js'
import { PgReservedKeyStore } from './pg-reserved-key.store.js'
import { PgSigningKeyStore } from './pg-signing-key.store.js'
import { PgWebIdentityStore } from './pg-web-identity.store.js'
import { PlcClient } from './plc-client.js'
import { PlcIdentities } from './plc-identities.js'
import { PlcKeys } from './plc-keys.js'
import { PlcRepairs } from './plc-repairs.js'
import { PlcListeners } from './plc-listeners.js'
import { ReservedKeyTable } from './reserved-key-table.js'
import { ReservedKeyStore } from './reserved-key.store.js'
import { ReservedKeys } from './reserved-keys.js'
import { SettingsModule } from '../settings/index.js'
import { SigningKeyStore } from './signing-key.store.js'
import { SigningKeys } from './signing-keys.js'
import { WebIdentities } from './web-identities.js'
import { WebIdentityStore } from './web-identity.store.js'

/** DIDs, handles, PLC operations, signing keys. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    OutboundModule,
    ContributionsModule,
    SettingsModule,
  ],
  controllers: [DidWebController],
  providers: [
    provideConfig(IdentityConfig),
    provideConfig(HandleRulesConfig),
    provideConfig(OutboundConfig),
    { provide: DidDocumentStore, useClass: PgDidDocumentStore },
    { provide: SigningKeyStore, useClass: PgSigningKeyStore },
    { provide: ReservedKeyStore, useClass: PgReservedKeyStore },
    { provide: WebIdentityStore, useClass: PgWebIdentityStore },
    {
      provide: KeyVault,
      inject: [Secrets, Random],
      useFactory: ({ keyEncryptionKey, otherKeyEncryptionKeys }: Secrets, random: Random) =>
        new LocalKeyVault(keyEncryptionKey, (count) => random.bytes(count), otherKeyEncryptionKeys),
    },
    PlcClient,
    PlcIdentities,
    PlcKeys,
    PlcRepairs,
    PlcListeners,
    WebIdentities,
    DidFetcher,
    DidDocuments,
    OldDidDocuments,
    HandleResolver,
    KnownHandles,
    HandleDomains,
    DomainCheck,
    { provide: FormerHandleStore, useClass: PgFormerHandleStore },
    FormerHandles,
    ExpiredFormerHandles,
    HandlePolicy,
    SigningKeys,
    IdentityCaches,
    ReservedKeys,
    AccountKeyTable,
    ReservedKeyTable,
    KeyRewrap,
  ],
  exports: [
    FormerHandles,
    KeyRewrap,
    KeyVault,
    IdentityConfig,
    DidDocuments,
    DomainCheck,
    HandleDomains,
    HandlePolicy,
    HandleResolver,
    KnownHandles,
    PlcIdentities,
    PlcRepairs,
    ReservedKeys,
    ReservedKeyStore,
    SigningKeys,
    WebIdentities,
  ],
})
export class IdentityModule {}
