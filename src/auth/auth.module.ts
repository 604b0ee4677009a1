import { Module } from '@nestjs/common'
import { DpopNonces } from '@guildhall/oauth'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { ConfigModule, provideConfig, Secrets, ServiceConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { Clock, Random, TelemetryModule } from '../telemetry/index.js'
import { Authenticator } from '../xrpc/index.js'
import { AdminPassword } from './admin-password.js'
import { Administrators } from './administrators.js'
import { AppPasswordRevocation } from './app-password-revocation.js'
import { AppPasswordsXrpc } from './app-passwords.xrpc.js'
import { AuthConfig } from './auth.config.js'
import { EmailFactor } from './email-factor.js'
import { RequestAuthenticator } from './request-authenticator.js'
import { ExpiredCredentials } from './expired-credentials.js'
import { DPOP_NONCES } from './oauth/nonce-purpose.js'
import { OauthKeyRenewal } from './oauth/oauth-key-renewal.js'
import { OauthKeyTable } from './oauth/oauth-key-table.js'
import { OauthKeyStore } from './oauth/oauth-key.store.js'
import { OauthKeys } from './oauth/oauth-keys.js'
import { OauthTokens } from './oauth/oauth-tokens.js'
import { PgOauthKeyStore } from './oauth/pg-oauth-key.store.js'
import { PgRefreshTokenStore } from './pg-refresh-token.store.js'
import { PgUsedTokenStore } from './pg-used-token.store.js'
import { RefreshTokenStore } from './refresh-token.store.js'
import { PgRevokedSessionStore } from './revocation/pg-revoked-session.store.js'
import { RevokedSessionStore } from './revocation/revoked-session.store.js'
import { RevokedSessions } from './revocation/revoked-sessions.js'
import { ServiceAuthXrpc } from './service-auth.xrpc.js'
import { ServiceDescriptionXrpc } from './service-description.xrpc.js'
import { ServiceTokenIssue } from './service-token-issue.js'
import { ServiceTokens } from './service-tokens.js'
import { SessionAdministration } from './session-administration.js'
import { SessionEndings } from './session-endings.js'
import { SessionTokens } from './session-tokens.js'
import { SessionViews } from './session-views.js'
import { Sessions } from './sessions.js'
import { SessionsXrpc } from './sessions.xrpc.js'
import { SignIn } from './sign-in.js'
import { SignUpXrpc } from './sign-up.xrpc.js'
import { UsedTokenStore } from './used-token.store.js'

/** Who calls: credentials, sessions, and how to come by them. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    JobsModule,
    IdentityModule,
    AccountModule,
    AuditModule,
    LifecycleModule,
  ],
  controllers: [ServiceDescriptionXrpc, SignUpXrpc, SessionsXrpc, AppPasswordsXrpc, ServiceAuthXrpc],
  providers: [
    provideConfig(AuthConfig),
    { provide: RefreshTokenStore, useClass: PgRefreshTokenStore },
    { provide: RevokedSessionStore, useClass: PgRevokedSessionStore },
    { provide: UsedTokenStore, useClass: PgUsedTokenStore },
    RevokedSessions,
    {
      provide: SessionTokens,
      inject: [Secrets, ServiceConfig, Clock, Random, RevokedSessions],
      useFactory: (
        secrets: Secrets,
        { serviceDid }: ServiceConfig,
        clock: Clock,
        random: Random,
        revoked: RevokedSessions,
      ) => new SessionTokens(secrets.jwtSecret, serviceDid, clock, random, revoked),
    },
    {
      provide: AdminPassword,
      inject: [Secrets],
      useFactory: (secrets: Secrets) => new AdminPassword(secrets.adminPassword),
    },
    Administrators,
    { provide: OauthKeyStore, useClass: PgOauthKeyStore },
    OauthKeyTable,
    OauthKeys,
    OauthKeyRenewal,
    {
      provide: DpopNonces,
      inject: [Secrets, Clock],
      useFactory: (secrets: Secrets, clock: Clock) =>
        new DpopNonces(secrets.derived(DPOP_NONCES), () => clock.nowMs()),
    },
    OauthTokens,
    ServiceTokens,
    ServiceTokenIssue,
    EmailFactor,
    SessionEndings,
    SessionAdministration,
    Sessions,
    SessionViews,
    SignIn,
    AppPasswordRevocation,
    ExpiredCredentials,
    { provide: Authenticator, useClass: RequestAuthenticator },
  ],
  exports: [
    Administrators,
    AuthConfig,
    Authenticator,
    DpopNonces,
    EmailFactor,
    OauthKeys,
    OauthTokens,
    RevokedSessions,
    ServiceTokenIssue,
    SessionAdministration,
    SignIn,
    UsedTokenStore,
  ],
})
export class AuthModule {}
