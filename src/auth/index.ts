export { AdminRanks } from './admin-ranks.js'
export { AdminTokens, type TokenHolder } from './admin-tokens.js'
export { Administrators } from './administrators.js'
export { basicCredentials, readAuthorization } from './authorization-header.js'
export { AllowedSignIn } from './allowed-sign-in.js'
export { AppPasswordIssue } from './app-password-issue.js'
export { AppPasswordRevocation } from './app-password-revocation.js'
export { AuthConfig } from './auth.config.js'
export { AuthModule } from './auth.module.js'
export * from './auth.errors.js'
export { EmailFactor } from './email-factor.js'
export type {
  AddedFactor,
  FactorOverview,
  PasskeyCreation,
  PasskeyView,
  TotpEnrolment,
  TotpView,
} from './factors/factor-views.js'
export { FactorDemands } from './factors/factor-demands.js'
export { FactorProofs } from './factors/factor-proofs.js'
export { FactorReset } from './factors/factor-reset.js'
export * from './factors/factors.errors.js'
export { type PasskeyRequest, Passkeys, type ProvedPasskey } from './factors/passkeys.js'
export { SecondFactors } from './factors/second-factors.js'
export { isPrivilegedMethod, isProtectedMethod } from './method-powers.js'
export { LIFETIME_S as SERVICE_TOKEN_LIFETIME_S, ServiceTokenIssue } from './service-token-issue.js'
export { OauthKeys, type OauthSigningJwk } from './oauth/oauth-keys.js'
export { OauthTokens } from './oauth/oauth-tokens.js'
export { OpenSessions } from './open-sessions.js'
export { RevokedSessions } from './revocation/revoked-sessions.js'
export { Sessions } from './sessions.js'
export { SessionAdministration } from './session-administration.js'
export { type SignedIn, SignIn } from './sign-in.js'
export { newTokenSecret, tokenDigest } from './token-secret.js'
export { TrustedBrowsers } from './factors/trusted-browsers.js'
export { UsedTokenStore } from './used-token.store.js'
