import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { AuthModule } from '../auth/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { MailModule } from '../mail/index.js'
import { ModerationModule } from '../moderation/index.js'
import { ScimModule } from '../scim/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { SsoModule } from '../sso/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AdminAuthentication } from './access/admin-authentication.js'
import { AdminSessions } from './access/admin-sessions.js'
import { AdminSignInConfig } from './access/admin-sign-in.config.js'
import { DeviceAdminSessions } from './access/device-admin-sessions.js'
import { MemberAdmission } from './access/member-admission.js'
import { RoleRule } from './access/role-rule.js'
import { TokenAdmission } from './access/token-admission.js'
import { OldAnswers } from './api/old-answers.js'
import { IdempotencyStore } from './api/idempotency.store.js'
import { SealedAnswer } from './api/sealed-answer.js'
import { InvitedRoles } from './roles/invited-roles.js'
import { RoleAssignments } from './roles/role-assignments.js'
import { CustomRoleStore } from './roles/custom-role.store.js'
import { PgCustomRoleStore } from './roles/pg-custom-role.store.js'
import { RoleShaping } from './roles/role-shaping.js'
import { OwnersStay } from './roles/owners-stay.js'
import { RoleData } from './roles/role-data.js'
import { RoleNames } from './roles/role-names.js'
import { RoleViews } from './roles/role-views.js'
import { RolesController } from './roles/roles.controller.js'
import { PgTokenStore } from './tokens/pg-token.store.js'
import { TokenIssue } from './tokens/token-issue.js'
import { TokenMakers } from './tokens/token-makers.js'
import { TokenRevocation } from './tokens/token-revocation.js'
import { TokenViews } from './tokens/token-views.js'
import { TokenStore } from './tokens/token.store.js'
import { TokensController } from './tokens/tokens.controller.js'
import { JobsModule } from '../jobs/index.js'
import { MovesModule } from '../moves/index.js'
import { OauthModule } from '../oauth/index.js'
import { RankOf } from './access/rank-of.js'
import { AccountDetailsController } from './accounts/account-details.controller.js'
import { AccountCredentials } from './accounts/account-credentials.js'
import { AccountCredentialsController } from './accounts/account-credentials.controller.js'
import { AccountDetails } from './accounts/account-details.js'
import { AccountHelpController } from './accounts/account-help.controller.js'
import { AccountHelp } from './accounts/account-help.js'
import { WelcomeAgain } from './accounts/welcome-again.js'
import { AccountRecovery } from './accounts/account-recovery.js'
import { ModerationController } from './moderation/moderation.controller.js'
import { ReportInbox } from './moderation/report-inbox.js'
import { DOMAIN_CONTROLLERS, DOMAIN_PARTS } from './domains/domain-parts.js'
import { OPERATION_CONTROLLERS, OPERATION_PARTS } from './operation/operation-parts.js'
import { TERMS_CONTROLLERS, TERMS_PARTS } from './terms/terms-parts.js'
import { AssetUpload } from './branding/asset-upload.js'
import { BrandChanges } from './branding/brand-changes.js'
import { BrandPreview } from './branding/brand-preview.js'
import { BrandRules } from './branding/brand-rules.js'
import { BrandSamplesController } from './branding/brand-samples.controller.js'
import { BrandViews } from './branding/brand-views.js'
import { BrandingAdminController } from './branding/branding-admin.controller.js'
import { FirstOwner } from './first-run/first-owner.js'
import { FirstRunController } from './first-run/first-run.controller.js'
import { FirstRun } from './first-run/first-run.js'
import { OwnerLinkStore } from './first-run/owner-link.store.js'
import { OwnerLinks } from './first-run/owner-links.js'
import { PgOwnerLinkStore } from './first-run/pg-owner-link.store.js'
import { MailTrial } from './mail/mail-trial.js'
import { MailController } from './mail/mail.controller.js'
import { DocumentChange } from './settings/document-change.js'
import { SettingChanges } from './settings/setting-changes.js'
import { SettingsView } from './settings/settings-view.js'
import { SettingsController } from './settings/settings.controller.js'
import { BlobModule } from '../blob/index.js'
import { BrandingModule } from '../branding/index.js'
import { IdentityModule } from '../identity/index.js'
import { PreferencesModule } from '../preferences/index.js'
import { RepoModule } from '../repo/index.js'
import { SettingsModule } from '../settings/index.js'
import { SyncModule } from '../sync/index.js'
import { AccountAccess } from './accounts/account-access.js'
import { AccountChanges } from './accounts/account-changes.js'
import { AccountFactsController } from './accounts/account-facts.controller.js'
import { AccountFacts } from './accounts/account-facts.js'
import { FactChanges } from './accounts/fact-changes.js'
import { AccountIssue } from './accounts/account-issue.js'
import { AccountOrdersController } from './accounts/account-orders.controller.js'
import { AccountLeavingController } from './accounts/account-leaving.controller.js'
import { AccountOrders } from './accounts/account-orders.js'
import { AccountNamesController } from './accounts/account-names.controller.js'
import { AccountPresence } from './accounts/account-presence.js'
import { ListedMarks } from './accounts/listed-marks.js'
import { AccountSearch } from './accounts/account-search.js'
import { AccountsController } from './accounts/accounts.controller.js'
import { AuditCheck } from './audit/audit-check.js'
import { AuditExport } from './audit/audit-export.js'
import { AuditSearch } from './audit/audit-search.js'
import { AuditController } from './audit/audit.controller.js'
import { DirectoriesController } from './directories/directories.controller.js'
import { DirectoryAdministration } from './directories/directory-administration.js'
import { ScimEventSearch } from './directories/scim-event-search.js'
import { ScimEventsController } from './directories/scim-events.controller.js'
import { SSO_CONTROLLERS, SSO_PARTS } from './sso/sso-parts.js'
import { InviteOrders } from './invites/invite-orders.js'
import { InviteSearch } from './invites/invite-search.js'
import { InvitesController } from './invites/invites.controller.js'
import { OldMeasures } from './measures/old-measures.js'
import { EndedTokens } from './tokens/ended-tokens.js'
import { EndedAssignments } from './roles/ended-assignments.js'
import { MEASURE_PARTS } from './measures/measure-parts.js'
import { MeasuresController } from './measures/measures.controller.js'
import { JobEvents } from './jobs/job-events.js'
import { JobStart } from './jobs/job-start.js'
import { LongJobWatch } from './jobs/long-job-watch.js'
import { RetryAdmission } from './jobs/retry-admission.js'
import { LongJobsController } from './jobs/long-jobs.controller.js'
import { MeController } from './me/me.controller.js'
import { MeView } from './me/me-view.js'
import { OpenapiController } from './openapi/openapi.controller.js'
import { OverviewController } from './overview/overview.controller.js'
import { OVERVIEW_PARTS } from './overview/overview-parts.js'
import { AssignmentStore } from './roles/assignment.store.js'
import { PgAssignmentStore } from './roles/pg-assignment.store.js'
import { TermsModule } from '../terms/index.js'
import { WebhooksModule } from '../webhooks/index.js'
import { DeliveriesController } from './webhooks/deliveries.controller.js'
import { WebhookLetters } from './webhooks/webhook-letters.js'
import { WebhookAdmin } from './webhooks/webhook-admin.js'
import { WebhookDeliveries } from './webhooks/webhook-deliveries.js'
import { WebhooksController } from './webhooks/webhooks.controller.js'
import { BackupModule } from '../backup/index.js'
import { RetentionModule } from '../retention/index.js'
import { BackupDesk } from './backups/backup-desk.js'
import { BackupsController } from './backups/backups.controller.js'
import { RetentionAdmin } from './retention/retention-admin.js'
import { RetentionChange } from './retention/retention-change.js'
import { RetentionController } from './retention/retention.controller.js'
import { SessionModule } from './session/session.module.js'
import { AccountBlobs } from './accounts/account-blobs.js'
import { AccountDeletion } from './accounts/account-deletion.js'
import { AccountOffboarding } from './accounts/account-offboarding.js'
import { AccountInspectionController } from './accounts/account-inspection.controller.js'
import { AccountRecordsController } from './accounts/account-records.controller.js'
import { AccountRecords } from './accounts/account-records.js'
import { AccountNetwork } from './accounts/account-network.js'
import { GraveOrdersController } from './accounts/grave-orders.controller.js'
import { SigningKeyOrders } from './accounts/signing-key-orders.js'
import { ApprovalSearch } from './approvals/approval-search.js'
import { ApprovalStore } from './approvals/approval.store.js'
import { ApprovalTimes } from './approvals/approval-times.js'
import { ApprovalsConfig } from './approvals/approvals.config.js'
import { ApprovalsController } from './approvals/approvals.controller.js'
import { Approvals } from './approvals/approvals.js'
import { FourEyes } from './approvals/four-eyes.js'
import { GraveDeeds } from './approvals/grave-deeds.js'
import { PgApprovalStore } from './approvals/pg-approval.store.js'
import { SecondOpinion } from './approvals/second-opinion.js'
import { AccountSource } from './archives/account-source.js'
import { ArchiveCheck } from './archives/archive-check.js'
import { ArchiveData } from './archives/archive-data.js'
import { ArchiveDownloads } from './archives/archive-downloads.js'
import { ArchiveKeyTable } from './archives/archive-key-table.js'
import { Reasons } from './accounts/reasons/reasons.js'
import { ReasonsController } from './accounts/reasons/reasons.controller.js'
import { ArchiveMaking } from './archives/archive-making.js'
import { ExportLetters } from './archives/export-letters.js'
import { ArchivePlaces } from './archives/archive-places.js'
import { ArchiveRequests } from './archives/archive-requests.js'
import { ArchiveSpool } from './archives/archive-spool.js'
import { ArchiveStore } from './archives/archive.store.js'
import { ArchiveVault } from './archives/archive-vault.js'
import { ArchiveWriter } from './archives/archive-writer.js'
import { AuditSource } from './archives/audit-source.js'
import { ExpiredArchives } from './archives/expired-archives.js'
import { ExportsController } from './archives/exports.controller.js'
import { Exports } from './archives/exports.js'
import { HoldArchives } from './archives/hold-archives.js'
import { PgArchiveStore } from './archives/pg-archive.store.js'
import { PrivateSource } from './archives/private-source.js'
import { RepoSource } from './archives/repo-source.js'
import { BulkController } from './bulk/bulk.controller.js'
import { BulkMigrationsController } from './bulk/bulk-migrations.controller.js'
import { BulkJobsController } from './bulk/bulk-jobs.controller.js'
import { BULK_PROVIDERS } from './bulk/bulk-providers.js'
import { HoldOrders } from './holds/hold-orders.js'
import { HoldRelease } from './holds/hold-release.js'
import { HoldSearch } from './holds/hold-search.js'
import { HoldsController } from './holds/holds.controller.js'

/** The administration: a REST API with roles and an audit. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    JobsModule,
    AuditModule,
    AccountModule,
    LifecycleModule,
    AuthModule,
    MovesModule,
    OauthModule,
    SsoModule,
    MailModule,
    ModerationModule,
    SequencerModule,
    ScimModule,
    SessionModule,
    BlobModule,
    BrandingModule,
    IdentityModule,
    SettingsModule,
    SyncModule,
    RepoModule,
    PreferencesModule,
    ContributionsModule,
    WebhooksModule,
    BackupModule,
    RetentionModule,
    TermsModule,
  ],
  controllers: [
    MeController,
    AccountNamesController,
    RolesController,
    TokensController,
    AccountsController,
    AccountFactsController,
    AccountOrdersController,
    ReasonsController,
    AccountLeavingController,
    AccountDetailsController,
    AccountHelpController,
    AccountInspectionController,
    AccountRecordsController,
    AccountCredentialsController,
    GraveOrdersController,
    HoldsController,
    ExportsController,
    BulkController,
    BulkMigrationsController,
    BulkJobsController,
    ApprovalsController,
    ModerationController,
    LongJobsController,
    WebhooksController,
    DeliveriesController,
    RetentionController,
    BackupsController,
    SettingsController,
    MailController,
    FirstRunController,
    BrandSamplesController,
    BrandingAdminController,
    InvitesController,
    DirectoriesController,
    ScimEventsController,
    ...SSO_CONTROLLERS,
    ...OPERATION_CONTROLLERS,
    ...DOMAIN_CONTROLLERS,
    ...TERMS_CONTROLLERS,
    AuditController,
    OverviewController,
    MeasuresController,
    OpenapiController,
  ],
  providers: [
    { provide: CustomRoleStore, useClass: PgCustomRoleStore },
    RoleShaping,
    { provide: AssignmentStore, useClass: PgAssignmentStore },
    { provide: TokenStore, useClass: PgTokenStore },
    { provide: AdminSessions, useClass: DeviceAdminSessions },
    provideConfig(AdminSignInConfig),
    provideConfig(ApprovalsConfig),
    { provide: ApprovalStore, useClass: PgApprovalStore },
    ApprovalTimes,
    ApprovalSearch,
    FourEyes,
    GraveDeeds,
    Approvals,
    SecondOpinion,
    AccountBlobs,
    AccountRecords,
    AccountNetwork,
    AccountDeletion,
    AccountOffboarding,
    SigningKeyOrders,
    { provide: ArchiveStore, useClass: PgArchiveStore },
    ArchiveKeyTable,
    ArchiveSpool,
    ArchivePlaces,
    ArchiveVault,
    ArchiveWriter,
    ArchiveMaking,
    ExportLetters,
    ArchiveCheck,
    ArchiveDownloads,
    ArchiveRequests,
    ArchiveData,
    ExpiredArchives,
    HoldArchives,
    Exports,
    RepoSource,
    AccountSource,
    PrivateSource,
    AuditSource,
    ...BULK_PROVIDERS,
    HoldSearch,
    HoldOrders,
    HoldRelease,
    IdempotencyStore,
    SealedAnswer,
    OldAnswers,
    AdminAuthentication,
    MemberAdmission,
    RoleRule,
    TokenAdmission,
    RankOf,
    AccountAccess,
    AccountPresence,
    ListedMarks,
    AccountSearch,
    AccountIssue,
    AccountChanges,
    AccountFacts,
    FactChanges,
    AccountOrders,
    Reasons,
    AccountDetails,
    AccountCredentials,
    AccountHelp,
    WelcomeAgain,
    AccountRecovery,
    ReportInbox,
    LongJobWatch,
    RetryAdmission,
    JobStart,
    JobEvents,
    WebhookAdmin,
    WebhookLetters,
    WebhookDeliveries,
    RetentionAdmin,
    RetentionChange,
    BackupDesk,
    DocumentChange,
    SettingsView,
    SettingChanges,
    MailTrial,
    { provide: OwnerLinkStore, useClass: PgOwnerLinkStore },
    OwnerLinks,
    FirstOwner,
    FirstRun,
    BrandViews,
    BrandRules,
    BrandChanges,
    BrandPreview,
    AssetUpload,
    InviteSearch,
    InviteOrders,
    DirectoryAdministration,
    ScimEventSearch,
    ...SSO_PARTS,
    ...OPERATION_PARTS,
    ...DOMAIN_PARTS,
    ...TERMS_PARTS,
    AuditSearch,
    AuditCheck,
    AuditExport,
    RoleNames,
    RoleViews,
    RoleAssignments,
    InvitedRoles,
    OwnersStay,
    RoleData,
    TokenViews,
    TokenIssue,
    TokenMakers,
    TokenRevocation,
    MeView,
    ...OVERVIEW_PARTS,
    ...MEASURE_PARTS,
    OldMeasures,
    EndedTokens,
    EndedAssignments,
  ],
})
export class AdminModule {}
