import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { AuthModule } from '../auth/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { OauthModule } from '../oauth/index.js'
import { OutboundModule } from '../outbound/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { TermsModule } from '../terms/index.js'
import { ConnectionChanges } from './connections/connection-changes.js'
import { ConnectionChecks } from './connections/connection-checks.js'
import { ConnectionHealthTask } from './connections/connection-health-task.js'
import { ConnectionDrafts } from './connections/connection-drafts.js'
import { ConnectionLook } from './connections/connection-look.js'
import { ConnectionRoom } from './connections/connection-room.js'
import { ConnectionSecretStore } from './connections/connection-secret.store.js'
import { ConnectionSecrets } from './connections/connection-secrets.js'
import { ConnectionStore } from './connections/connection.store.js'
import { Connections } from './connections/connections.js'
import { DeclarationPlans } from './connections/declaration-plans.js'
import { DeclaredConnections } from './connections/declared-connections.js'
import { IdentityProviders } from './connections/identity-providers.js'
import { PgConnectionSecretStore } from './connections/pg-connection-secret.store.js'
import { PgConnectionStore } from './connections/pg-connection.store.js'
import { SecretTable } from './connections/secret-table.js'
import { ExpiredSsoState } from './expired-sso-state.js'
import { HandleProposals } from './handles/handle-proposals.js'
import { HandleTemplates } from './handles/handle-templates.js'
import { OpaqueNames } from './handles/opaque-names.js'
import { Entries } from './landing/entries.js'
import { NewsOfPeople } from './landing/news-of-people.js'
import { Landings } from './landing/landings.js'
import { Onboarding } from './landing/onboarding.js'
import { ProvedTransactions } from './landing/proved-transactions.js'
import { SsoArrivals } from './landing/sso-arrivals.js'
import { SsoJourney } from './landing/sso-journey.js'
import { SsoOffers } from './landing/sso-offers.js'
import { SsoReplies } from './landing/sso-replies.js'
import { StartRequests } from './landing/start-requests.js'
import { WelcomePage } from './landing/welcome-page.js'
import { BackchannelLogout } from './logout/backchannel-logout.js'
import { ExpiredLogoutTokens } from './logout/expired-logout-tokens.js'
import { IdTokens } from './logout/id-tokens.js'
import { LogoutController } from './logout/logout.controller.js'
import { ProviderKeys } from './logout/provider-keys.js'
import { ProviderLogout } from './logout/provider-logout.js'
import { ProviderSignOut } from './logout/provider-sign-out.js'
import { UsedLogoutTokens } from './logout/used-logout-tokens.js'
import { OidcClients } from './oidc/oidc-clients.js'
import { OidcProvider } from './oidc/oidc-provider.js'
import { ExternalIdentityStore } from './people/external-identity.store.js'
import { Followers } from './people/followers.js'
import { Joining } from './people/joining.js'
import { JoiningNotes } from './people/joining-notes.js'
import { IdentityListStore } from './people/identity-list.store.js'
import { LinkOrders } from './people/link-orders.js'
import { Linking } from './people/linking.js'
import { LinkingWays } from './people/linking-ways.js'
import { MailedLinking } from './people/mailed-linking.js'
import { MoverLinking } from './people/mover-linking.js'
import { Links } from './people/links.js'
import { OpenedSessions } from './people/opened-sessions.js'
import { OtherSignIns } from './people/other-sign-ins.js'
import { PgExternalIdentityStore } from './people/pg-external-identity.store.js'
import { PgIdentityListStore } from './people/pg-identity-list.store.js'
import { PgRegistrationStore } from './people/pg-registration.store.js'
import { PgSsoSessionStore } from './people/pg-sso-session.store.js'
import { RegistrationStore } from './people/registration.store.js'
import { Registrations } from './people/registrations.js'
import { SsoData } from './people/sso-data.js'
import { SsoSessionStore } from './people/sso-session.store.js'
import { OldTraces } from './transactions/old-traces.js'
import { DomainRules } from './policy/domain-rules.js'
import { ExceptionStore } from './policy/exception.store.js'
import { PgExceptionStore } from './policy/pg-exception.store.js'
import { ExpiredSamlState } from './saml/expired-saml-state.js'
import { MetadataRefresh } from './saml/metadata-refresh.js'
import { PgSamlMessageStore } from './saml/pg-saml-message.store.js'
import { PgSamlPartyStore } from './saml/pg-saml-party.store.js'
import { ProviderMetadata } from './saml/provider-metadata.js'
import { SamlAddresses } from './saml/saml-addresses.js'
import { SamlArrivals } from './saml/saml-arrivals.js'
import { SamlController } from './saml/saml.controller.js'
import { SamlConversations } from './saml/saml-conversations.js'
import { SamlChanges } from './saml/saml-changes.js'
import { SamlLogouts } from './saml/saml-logouts.js'
import { SamlMessageStore } from './saml/saml-message.store.js'
import { SamlParties } from './saml/saml-parties.js'
import { SamlPartyStore } from './saml/saml-party.store.js'
import { SamlProvider } from './saml/saml-provider.js'
import { SamlReader } from './saml/saml-reader.js'
import { ServiceDescription } from './saml/service-description.js'
import { ServiceKeys } from './saml/service-keys.js'
import { SessionsAtProvider } from './saml/sessions-at-provider.js'
import { SsoConfig } from './sso.config.js'
import { SsoController } from './sso.controller.js'
import { SessionIdTokenTable } from './logout/session-id-token-table.js'
import { TransactionIdTokenTable } from './logout/transaction-id-token-table.js'
import { SignOutTickets } from './tickets/sign-out-tickets.js'
import { StartTickets } from './tickets/start-tickets.js'
import { ExpiredSetupLinks } from './setup/expired-setup-links.js'
import { RequiredSignIn } from './policy/required-sign-in.js'
import { PgSetupLinkStore } from './setup/pg-setup-link.store.js'
import { SetupController } from './setup/setup.controller.js'
import { SetupDrafts } from './setup/setup-drafts.js'
import { SetupJourney } from './setup/setup-journey.js'
import { SetupLinkStore } from './setup/setup-link.store.js'
import { SetupLinks } from './setup/setup-links.js'
import { SetupPage } from './setup/setup-page.js'
import { SetupReplies } from './setup/setup-replies.js'
import { SetupSaving } from './setup/setup-saving.js'
import { SetupTrial } from './setup/setup-trial.js'
import { Callbacks } from './transactions/callbacks.js'
import { Departures } from './transactions/departures.js'
import { ProviderAnswers } from './transactions/provider-answers.js'
import { PgSsoTransactionStore } from './transactions/pg-sso-transaction.store.js'
import { PgTraceStore } from './transactions/pg-trace.store.js'
import { SsoTransactionStore } from './transactions/sso-transaction.store.js'
import { TraceStore } from './transactions/trace.store.js'
import { FailureNotices } from './transactions/failure-notices.js'
import { Traces } from './transactions/traces.js'
import { WebhooksModule } from '../webhooks/index.js'
import { TransactionSecrets } from './transactions/transaction-secrets.js'

const STORES = [
  { provide: ConnectionStore, useClass: PgConnectionStore },
  { provide: ConnectionSecretStore, useClass: PgConnectionSecretStore },
  { provide: SsoTransactionStore, useClass: PgSsoTransactionStore },
  { provide: TraceStore, useClass: PgTraceStore },
  { provide: RegistrationStore, useClass: PgRegistrationStore },
  { provide: ExternalIdentityStore, useClass: PgExternalIdentityStore },
  { provide: IdentityListStore, useClass: PgIdentityListStore },
  { provide: SsoSessionStore, useClass: PgSsoSessionStore },
  { provide: ExceptionStore, useClass: PgExceptionStore },
  SecretTable,
  SessionIdTokenTable,
  TransactionIdTokenTable,
  SsoData,
  DomainRules,
  ExpiredSsoState,
  OldTraces,
]

const PROVIDERS = [
  ConnectionChanges,
  ConnectionChecks,
  ConnectionHealthTask,
  ConnectionLook,
  ConnectionDrafts,
  ConnectionRoom,
  DeclarationPlans,
  DeclaredConnections,
  Connections,
  ConnectionSecrets,
  IdentityProviders,
  OidcClients,
  OidcProvider,
  Departures,
  Callbacks,
  ProviderAnswers,
  FailureNotices,
  Traces,
  TransactionSecrets,
]

const PEOPLE = [
  Followers,
  HandleProposals,
  HandleTemplates,
  Joining,
  JoiningNotes,
  Linking,
  Links,
  LinkingWays,
  LinkOrders,
  MailedLinking,
  MoverLinking,
  OpaqueNames,
  OpenedSessions,
  OtherSignIns,
  Registrations,
  RequiredSignIn,
]

const LOGOUT = [
  BackchannelLogout,
  ExpiredLogoutTokens,
  IdTokens,
  ProviderKeys,
  ProviderLogout,
  ProviderSignOut,
  UsedLogoutTokens,
]

const LANDING = [
  Entries,
  NewsOfPeople,
  Landings,
  Onboarding,
  ProvedTransactions,
  SsoArrivals,
  SsoJourney,
  SsoOffers,
  SsoReplies,
  StartRequests,
  SignOutTickets,
  StartTickets,
  WelcomePage,
]

const SETUP = [
  { provide: SetupLinkStore, useClass: PgSetupLinkStore },
  ExpiredSetupLinks,
  SetupDrafts,
  SetupJourney,
  SetupLinks,
  SetupPage,
  SetupReplies,
  SetupSaving,
  SetupTrial,
]

const SAML = [
  { provide: SamlPartyStore, useClass: PgSamlPartyStore },
  { provide: SamlMessageStore, useClass: PgSamlMessageStore },
  ExpiredSamlState,
  MetadataRefresh,
  ProviderMetadata,
  SamlAddresses,
  SamlArrivals,
  SamlConversations,
  SamlChanges,
  SamlLogouts,
  SamlParties,
  SamlProvider,
  SamlReader,
  ServiceDescription,
  ServiceKeys,
  SessionsAtProvider,
]

/** Signing in with an organization. */
@Module({
  imports: [
    ConfigModule,
    DatabaseModule,
    ContributionsModule,
    TelemetryModule,
    WebhooksModule,
    JobsModule,
    OutboundModule,
    IdentityModule,
    AccountModule,
    AuditModule,
    LifecycleModule,
    AuthModule,
    OauthModule,
    TermsModule,
  ],
  controllers: [SsoController, LogoutController, SamlController, SetupController],
  providers: [
    provideConfig(SsoConfig),
    ...STORES,
    ...PROVIDERS,
    ...PEOPLE,
    ...LOGOUT,
    ...LANDING,
    ...SAML,
    ...SETUP,
  ],
  exports: [
    ConnectionChanges,
    ConnectionChecks,
    Connections,
    ConnectionStore,
    ConnectionSecrets,
    ExceptionStore,
    ExternalIdentityStore,
    IdentityListStore,
    IdentityProviders,
    Linking,
    LinkOrders,
    Links,
    ProviderLogout,
    ProviderSignOut,
    RegistrationStore,
    RequiredSignIn,
    SamlChanges,
    SamlParties,
    SetupLinks,
    SetupLinkStore,
    SsoSessionStore,
    SsoTransactionStore,
    StartTickets,
    TraceStore,
  ],
})
export class SsoModule {}
