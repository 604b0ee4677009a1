import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { AuditModule } from '../audit/index.js'
import { WebhooksModule } from '../webhooks/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { MailModule } from '../mail/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AccountCaches } from './account-caches.js'
import { AccountConfig } from './account.config.js'
import { AccountAdministration } from './account-administration.js'
import { AccountAdministrationXrpc } from './account-administration.xrpc.js'
import { AccountKnowledge } from './account-knowledge.js'
import { AccountStore } from './account.store.js'
import { AccountViews } from './account-views.js'
import { Accounts } from './accounts.js'
import { Addressees } from './addressees.js'
import { AppPasswordStore } from './app-password.store.js'
import { AppPasswords } from './app-passwords.js'
import { AtprotoDidController } from './atproto-did.controller.js'
import { EarnedInvites } from './earned-invites.js'
import { ConfirmedAddresses } from './confirmed-addresses.js'
import { EmailChanges } from './email-changes.js'
import { EmailsXrpc } from './emails.xrpc.js'
import { Erasure } from './erasure.js'
import { ExpiredAppPasswords } from './expired-app-passwords.js'
import { ExpiredMailCodes } from './expired-mail-codes.js'
import { HandleLookup } from './handle-lookup.js'
import { HandlesXrpc } from './handles.xrpc.js'
import { IdentityLookup } from './identity-lookup.js'
import { InviteAdministration } from './invite-administration.js'
import { InviteAdministrationXrpc } from './invite-administration.xrpc.js'
import { InviteLedger } from './invite-ledger.js'
import { OffboardingList } from './offboarding-list.js'
import { Invitations } from './invitations/invitations.js'
import { InviteeData } from './invitations/invitee-data.js'
import { InviteeStore } from './invitations/invitee.store.js'
import { PgInviteeStore } from './invitations/pg-invitee.store.js'
import { UnusedInvitations } from './invitations/unused-invitations.js'
import { OwnExport } from './own-export.js'
import { InvitedClass } from './invitations/invited-class.js'
import { InviteRedemption } from './invitations/invite-redemption.js'
import { InviteStore } from './invite.store.js'
import { Invites } from './invites.js'
import { InvitesXrpc } from './invites.xrpc.js'
import { MailCodeStore } from './mail-code.store.js'
import { MailCodes } from './mail-codes.js'
import { ExpiredLockouts } from './lockout/expired-lockouts.js'
import { Lockout } from './lockout/lockout.js'
import { LockoutConfig } from './lockout/lockout.config.js'
import { LockoutStore } from './lockout/lockout.store.js'
import { PgLockoutStore } from './lockout/pg-lockout.store.js'
import { AccountCensus } from './listing/account-census.js'
import { AccountListStore } from './listing/account-list.store.js'
import { KnownMarks } from './listing/known-marks.js'
import { PgAccountListStore } from './listing/pg-account-list.store.js'
import { ModeratorLetters } from './moderator-letters.js'
import { OwnPasswordChange } from './own-password-change.js'
import { PasswordChanges } from './password-changes.js'
import { PasswordRulebook } from './password-rulebook.js'
import { KnownPasswords } from './known-passwords.js'
import { PasswordProof } from './password-proof.js'
import { PasswordReplacement } from './password-replacement.js'
import { Passwords } from './passwords.js'
import { PasswordsXrpc } from './passwords.xrpc.js'
import { PgAccountStore } from './pg-account.store.js'
import { PgAppPasswordStore } from './pg-app-password.store.js'
import { PgInviteStore } from './pg-invite.store.js'
import { PgMailCodeStore } from './pg-mail-code.store.js'
import { OldSecurityEvents } from './security-events/old-security-events.js'
import { PgSecurityEventStore } from './security-events/pg-security-event.store.js'
import { SecurityEventConfig } from './security-events/security-event.config.js'
import { SecurityEventStore } from './security-events/security-event.store.js'
import { MemberFacts } from './facts/member-facts.js'
import { LastSeen } from './presence/last-seen.js'
import { OldVisits } from './presence/old-visits.js'
import { SecurityEvents } from './security-events/security-events.js'
import { SecurityLetters } from './security-events/security-letters.js'
import { SecurityNotices } from './security-events/security-notices.js'
import { SignInNotes } from './security-events/sign-in-notes.js'
import { SignOut } from './sign-out.js'
import { TlsCheckController } from './tls-check.controller.js'
import { TlsHosts } from './tls-hosts.js'
import { FirstPasswordLinks } from './welcome/first-password-links.js'
import { WelcomeLetters } from './welcome/welcome-letters.js'

/** Who is hosted here: accounts, their passwords and handles, and who may become one. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    JobsModule,
    ContributionsModule,
    IdentityModule,
    AuditModule,
    MailModule,
    WebhooksModule,
  ],
  controllers: [
    HandlesXrpc,
    InvitesXrpc,
    InviteAdministrationXrpc,
    AccountAdministrationXrpc,
    EmailsXrpc,
    PasswordsXrpc,
    AtprotoDidController,
    TlsCheckController,
  ],
  providers: [
    OwnExport,
    provideConfig(AccountConfig),
    provideConfig(LockoutConfig),
    { provide: LockoutStore, useClass: PgLockoutStore },
    Lockout,
    ExpiredLockouts,
    provideConfig(SecurityEventConfig),
    { provide: SecurityEventStore, useClass: PgSecurityEventStore },
    SecurityEvents,
    SecurityLetters,
    SecurityNotices,
    SignInNotes,
    OldSecurityEvents,
    { provide: AccountStore, useClass: PgAccountStore },
    { provide: AccountListStore, useClass: PgAccountListStore },
    { provide: AppPasswordStore, useClass: PgAppPasswordStore },
    { provide: InviteStore, useClass: PgInviteStore },
    { provide: MailCodeStore, useClass: PgMailCodeStore },
    Accounts,
    AccountCaches,
    AccountKnowledge,
    Passwords,
    AppPasswords,
    ExpiredAppPasswords,
    Invites,
    InviteRedemption,
    InvitedClass,
    Invitations,
    { provide: InviteeStore, useClass: PgInviteeStore },
    InviteeData,
    UnusedInvitations,
    HandleLookup,
    IdentityLookup,
    SignOut,
    Erasure,
    MailCodes,
    FirstPasswordLinks,
    WelcomeLetters,
    ExpiredMailCodes,
    ConfirmedAddresses,
    EmailChanges,
    PasswordReplacement,
    PasswordChanges,
    KnownPasswords,
    PasswordProof,
    PasswordRulebook,
    OwnPasswordChange,
    EarnedInvites,
    InviteLedger,
    OffboardingList,
    InviteAdministration,
    AccountAdministration,
    AccountViews,
    AccountCensus,
    KnownMarks,
    ModeratorLetters,
    MemberFacts,
    Addressees,
    LastSeen,
    OldVisits,
    TlsHosts,
  ],
  exports: [
    AccountKnowledge,
    OwnExport,
    Addressees,
    OffboardingList,
    AccountAdministration,
    MemberFacts,
    LastSeen,
    InviteAdministration,
    InviteStore,
    Invites,
    AccountCensus,
    AccountListStore,
    KnownMarks,
    Accounts,
    Passwords,
    PasswordChanges,
    KnownPasswords,
    PasswordProof,
    PasswordRulebook,
    OwnPasswordChange,
    WelcomeLetters,
    ConfirmedAddresses,
    EmailChanges,
    AppPasswords,
    InviteRedemption,
    HandleLookup,
    Lockout,
    MailCodes,
    SecurityEvents,
    SecurityNotices,
    SignInNotes,
    SignOut,
    Erasure,
  ],
})
export class AccountModule {}
