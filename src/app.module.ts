import { Module } from '@nestjs/common'
import { AccountModule } from './account/index.js'
import { AdminModule } from './admin/index.js'
import { AuthModule } from './auth/index.js'
import { BackupModule } from './backup/index.js'
import { BlobModule } from './blob/index.js'
import { BrandingModule } from './branding/index.js'
import { DashboardModule } from './dashboard/index.js'
import { HealthModule, HttpModule } from './http/index.js'
import { IdentityModule } from './identity/index.js'
import { LexiconModule } from './lexicon/index.js'
import { LifecycleModule } from './lifecycle/index.js'
import { MailModule } from './mail/index.js'
import { ModerationModule } from './moderation/index.js'
import { MovesModule } from './moves/index.js'
import { OauthModule } from './oauth/index.js'
import { PlcDirectoryModule } from './plc-directory/index.js'
import { PortalModule } from './portal/index.js'
import { PreferencesModule } from './preferences/index.js'
import { ProxyModule, ReadAfterWriteModule } from './proxy/index.js'
import { RepoModule } from './repo/index.js'
import { RetentionModule } from './retention/index.js'
import { ScimModule } from './scim/index.js'
import { SequencerModule } from './sequencer/index.js'
import { SsoModule } from './sso/index.js'
import { SettingsModule } from './settings/index.js'
import { SyncModule } from './sync/index.js'
import { WebhooksModule } from './webhooks/index.js'
import { LimitStoresModule, XrpcModule } from './xrpc/index.js'

/** The whole server. */
@Module({
  imports: [
    // features
    SettingsModule,
    BrandingModule,
    IdentityModule,
    WebhooksModule,
    PlcDirectoryModule,
    MailModule,
    AccountModule,
    SequencerModule,
    LexiconModule,
    BlobModule,
    RepoModule,
    LifecycleModule,
    PreferencesModule,
    AuthModule,
    OauthModule,
    ProxyModule,
    ModerationModule,
    ReadAfterWriteModule,
    SsoModule,
    ScimModule,
    SyncModule,
    MovesModule,
    PortalModule,
    RetentionModule,
    AdminModule,
    DashboardModule,
    BackupModule,
    // front doors, and who fills their ports
    XrpcModule.forRoot({ imports: [AuthModule, ProxyModule, LimitStoresModule] }),
    HttpModule.forRoot({ imports: [HealthModule] }),
  ],
})
export class AppModule {}
