import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { AccountModule } from '../account/index.js'
import { AuthModule } from '../auth/index.js'
import { BrandingModule } from '../branding/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { JobsModule } from '../jobs/index.js'
import { LexiconModule } from '../lexicon/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { OutboundModule } from '../outbound/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { TermsModule } from '../terms/index.js'
import { AppViews } from './clients/app-views.js'
import { ClientAuthentication } from './clients/client-authentication.js'
import { ClientDirectory } from './clients/client-directory.js'
import { ClientLogosController } from './clients/client-logos.controller.js'
import { DeviceCookies } from './devices/device-cookies.js'
import { DeviceSignOut } from './devices/device-sign-out.js'
import { DeviceStore } from './devices/device.store.js'
import { Devices } from './devices/devices.js'
import { PgDeviceStore } from './devices/pg-device.store.js'
import { ErrorPages } from './error-pages.js'
import { ExpiredOauthState } from './expired-oauth-state.js'
import { ExpiredHandovers } from './handover/expired-handovers.js'
import { HandedSessionStore } from './handover/handed-session.store.js'
import { HandedSessions } from './handover/handed-sessions.js'
import { HandoverTickets } from './handover/handover-tickets.js'
import { InteractionController } from './interaction/interaction.controller.js'
import { InteractionPages } from './interaction/interaction-pages.js'
import { Interactions } from './interaction/interactions.js'
import { PageForms } from './interaction/page-forms.js'
import { PageStates } from './interaction/page-states.js'
import { PasswordResetForm } from './interaction/password-reset-form.js'
import { SignUpForm } from './interaction/sign-up-form.js'
import { MetadataController } from './metadata.controller.js'
import { OauthConfig } from './oauth.config.js'
import { OauthController } from './oauth.controller.js'
import { Pages } from './pages.js'
import { PermissionSets } from './permission-sets.js'
import { AuthorizationServer } from './provider/authorization-server.js'
import { EndpointGate } from './provider/endpoint-gate.js'
import { Grants } from './provider/grants.js'
import { ModelKeeping } from './provider/model-keeping.js'
import { PresentedTokens } from './provider/presented-tokens.js'
import { ProviderAdapters } from './provider/provider-adapters.js'
import { ProviderHooks } from './provider/provider-hooks.js'
import { ProviderSettings } from './provider/provider-settings.js'
import { RequestHooks } from './provider/request-hooks.js'
import { RequestOpening } from './provider/request-opening.js'
import { RequestPolicy } from './provider/request-policy.js'
import { SessionCheck } from './provider/session-check.js'
import { TokenHooks } from './provider/token-hooks.js'
import { ReactPages } from './react-pages.js'
import { ConnectedApps } from './sessions/connected-apps.js'
import { ConsentNotes } from './sessions/consent-notes.js'
import { OauthConsentData } from './sessions/oauth-consent-data.js'
import { OauthSessionEndings } from './sessions/oauth-session-endings.js'
import { OauthSessionStore } from './sessions/oauth-session.store.js'
import { PgOauthSessionStore } from './sessions/pg-oauth-session.store.js'
import { PgPresentedTokenStore } from './sessions/pg-presented-token.store.js'
import { PresentedTokenStore } from './sessions/presented-token.store.js'
import { SessionOpening } from './sessions/session-opening.js'
import { SessionRevocation } from './sessions/session-revocation.js'
import { BrowserArrivals } from './sign-in/browser-arrivals.js'
import { HalfSignInStore } from './sign-in/half-sign-in.store.js'
import { HalfSignIns } from './sign-in/half-sign-ins.js'
import { PasskeySignIn } from './sign-in/passkey-sign-in.js'
import { PasswordSignIn } from './sign-in/password-sign-in.js'
import { PgHalfSignInStore } from './sign-in/pg-half-sign-in.store.js'
import { SecondStep } from './sign-in/second-step.js'
import { SignInMethods } from './sign-in/sign-in-methods.js'
import { SignInStates } from './sign-in/sign-in-states.js'
import { SignInWays } from './sign-in/sign-in-ways.js'
import { SignIns } from './sign-in/sign-ins.js'
import { OauthModelStore } from './state/oauth-model.store.js'
import { PgOauthModelStore } from './state/pg-oauth-model.store.js'

const STATE = [
  { provide: OauthModelStore, useClass: PgOauthModelStore },
  { provide: OauthSessionStore, useClass: PgOauthSessionStore },
  { provide: PresentedTokenStore, useClass: PgPresentedTokenStore },
  { provide: DeviceStore, useClass: PgDeviceStore },
  { provide: HalfSignInStore, useClass: PgHalfSignInStore },
  HandedSessionStore,
  HandedSessions,
  HandoverTickets,
  ExpiredHandovers,
  ExpiredOauthState,
  DeviceCookies,
  Devices,
  DeviceSignOut,
  OauthSessionEndings,
  OauthConsentData,
  ConsentNotes,
  SessionOpening,
  SessionRevocation,
  ConnectedApps,
]

const PROVIDER = [
  AppViews,
  ClientDirectory,
  ClientAuthentication,
  PermissionSets,
  AuthorizationServer,
  EndpointGate,
  Grants,
  ModelKeeping,
  PresentedTokens,
  ProviderAdapters,
  ProviderHooks,
  ProviderSettings,
  RequestHooks,
  RequestOpening,
  RequestPolicy,
  SessionCheck,
  TokenHooks,
]

const PAGES = [
  { provide: Pages, useClass: ReactPages },
  ErrorPages,
  InteractionPages,
  Interactions,
  PageForms,
  PageStates,
  PasswordResetForm,
  SignUpForm,
  PasswordSignIn,
  PasskeySignIn,
  SignInMethods,
  SignInWays,
  HalfSignIns,
  SecondStep,
  BrowserArrivals,
  SignIns,
  SignInStates,
]

/** The authorization server: applications act for members who have agreed to it. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    TermsModule,
    DatabaseModule,
    JobsModule,
    OutboundModule,
    ContributionsModule,
    BrandingModule,
    LexiconModule,
    AccountModule,
    LifecycleModule,
    AuthModule,
  ],
  controllers: [OauthController, InteractionController, MetadataController, ClientLogosController],
  providers: [provideConfig(OauthConfig), ...STATE, ...PROVIDER, ...PAGES],
  exports: [
    ConnectedApps,
    DeviceCookies,
    Devices,
    HandedSessions,
    HandoverTickets,
    ErrorPages,
    Pages,
    PasswordResetForm,
    SignUpForm,
    SignIns,
    SignInStates,
  ],
})
export class OauthModule {}
