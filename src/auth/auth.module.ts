import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { DpopNonces, NONCE_OWNER_BYTES } from '@guildhall/oauth'
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
import { AllowedSignIn } from './allowed-sign-in.js'
import { AppPasswordIssue } from './app-password-issue.js'
import { AppPasswordRevocation } from './app-password-revocation.js'
import { AppPasswordsXrpc } from './app-passwords.xrpc.js'
import { AuthConfig } from './auth.config.js'
import { EmailFactor } from './email-factor.js'
import { RequestAuthenticator } from './request-authenticator.js'
import { ExpiredCredentials } from './expired-credentials.js'
import { ExpiredFactors } from './factors/expired-factors.js'
import { FactorChanges } from './factors/factor-changes.js'
import { FactorData } from './factors/factor-data.js'
import { FactorDemands } from './factors/factor-demands.js'
import { FactorNotes } from './factors/factor-notes.js'
import { FactorReset } from './factors/factor-reset.js'
import { FactorProofs } from './factors/factor-proofs.js'
import { PasskeyChallenges } from './factors/passkey-challenges.js'
import { PasskeyStore } from './factors/passkey.store.js'
import { Passkeys } from './factors/passkeys.js'
import { PgPasskeyStore } from './factors/pg-passkey.store.js'
import { PgRecoveryCodeStore } from './factors/pg-recovery-code.store.js'
import { PgTotpStore } from './factors/pg-totp.store.js'
import { PgTrustedBrowserStore } from './factors/pg-trusted-browser.store.js'
import { RecoveryCodeStore } from './factors/recovery-code.store.js'
import { RecoveryCodes } from './factors/recovery-codes.js'
import { SecondFactors } from './factors/second-factors.js'
import { SessionFactor } from './factors/session-factor.js'
import { TotpCodes } from './factors/totp-codes.js'
import { TotpKeyTable } from './factors/totp-key-table.js'
import { TotpStore } from './factors/totp.store.js'
import { TrustedBrowserStore } from './factors/trusted-browser.store.js'
import { TrustedBrowsers } from './factors/trusted-browsers.js'
import { OauthKeyRenewal } from './oauth/oauth-key-renewal.js'
import { OauthKeyTable } from './oauth/oauth-key-table.js'
import { OauthKeyStore } from './oauth/oauth-key.store.js'
import { OauthKeys } from './oauth/oauth-keys.js'
import { OauthTokens } from './oauth/oauth-tokens.js'
import { PgOauthKeyStore } from './oauth/pg-oauth-key.store.js'
import { OpenSessions } from './open-sessions.js'
import { NodePost } from './oauth/proofs/node-post.js'
import { PgNodePost } from './oauth/proofs/pg-node-post.js'
import { ProofUses } from './oauth/proofs/proof-uses.js'
import { RequestProofs } from './oauth/proofs/request-proofs.js'
import { PasswordSessions } from './password-sessions.js'
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

const FACTORS = [
  { provide: TotpStore, useClass: PgTotpStore },
  { provide: PasskeyStore, useClass: PgPasskeyStore },
  { provide: RecoveryCodeStore, useClass: PgRecoveryCodeStore },
  { provide: TrustedBrowserStore, useClass: PgTrustedBrowserStore },
  TotpKeyTable,
  TotpCodes,
  PasskeyChallenges,
  Passkeys,
  RecoveryCodes,
  TrustedBrowsers,
  FactorChanges,
  FactorData,
  FactorDemands,
  FactorNotes,
  FactorProofs,
  FactorReset,
  SecondFactors,
  SessionFactor,
  ExpiredFactors,
]

/** Who calls: credentials, sessions, and how to come by them. */
@Module({
  imports: [
    ContributionsModule,
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
      inject: [Secrets, Random, Clock],
      useFactory: (secrets: Secrets, random: Random, clock: Clock) =>
        new DpopNonces(secrets.derived('dpop nonces'), random.bytes(NONCE_OWNER_BYTES), () => clock.nowMs()),
    },
    { provide: NodePost, useClass: PgNodePost },
    ProofUses,
    RequestProofs,
    OauthTokens,
    ServiceTokens,
    ServiceTokenIssue,
    ...FACTORS,
    EmailFactor,
    SessionEndings,
    SessionAdministration,
    PasswordSessions,
    Sessions,
    SessionViews,
    SignIn,
    AllowedSignIn,
    AppPasswordIssue,
    AppPasswordRevocation,
    OpenSessions,
    ExpiredCredentials,
    { provide: Authenticator, useClass: RequestAuthenticator },
  ],
  exports: [
    Administrators,
    AllowedSignIn,
    AppPasswordIssue,
    AppPasswordRevocation,
    AuthConfig,
    Authenticator,
    DpopNonces,
    EmailFactor,
    FactorDemands,
    FactorProofs,
    FactorReset,
    OauthKeys,
    OauthTokens,
    OpenSessions,
    Passkeys,
    RevokedSessions,
    SecondFactors,
    TrustedBrowsers,
    ServiceTokenIssue,
    SessionAdministration,
    Sessions,
    SignIn,
    UsedTokenStore,
  ],
})
export class AuthModule {}
