import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { AuthModule } from '../auth/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { MailModule } from '../mail/index.js'
import { ModerationModule } from '../moderation/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AdminAuthentication } from './access/admin-authentication.js'
import { AdminSessions } from './access/admin-sessions.js'
import { DeviceAdminSessions } from './access/device-admin-sessions.js'
import { MemberAdmission } from './access/member-admission.js'
import { TokenAdmission } from './access/token-admission.js'
import { ExpiredAnswers } from './api/expired-answers.js'
import { IdempotencyStore } from './api/idempotency.store.js'
import { SealedAnswer } from './api/sealed-answer.js'
import { RoleAssignments } from './roles/role-assignments.js'
import { RoleData } from './roles/role-data.js'
import { RoleViews } from './roles/role-views.js'
import { RolesController } from './roles/roles.controller.js'
import { PgTokenStore } from './tokens/pg-token.store.js'
import { TokenIssue } from './tokens/token-issue.js'
import { TokenViews } from './tokens/token-views.js'
import { TokenStore } from './tokens/token.store.js'
import { TokensController } from './tokens/tokens.controller.js'
import { JobsModule } from '../jobs/index.js'
import { OauthModule } from '../oauth/index.js'
import { RankOf } from './access/rank-of.js'
import { AccountDetailsController } from './accounts/account-details.controller.js'
import { AccountDetails } from './accounts/account-details.js'
import { AccountHelpController } from './accounts/account-help.controller.js'
import { AccountHelp } from './accounts/account-help.js'
import { ModerationController } from './moderation/moderation.controller.js'
import { ReportInbox } from './moderation/report-inbox.js'
import { JobWatch } from './operation/job-watch.js'
import { JobsController } from './operation/jobs.controller.js'
import { RelayWatch } from './operation/relay-watch.js'
import { RelaysController } from './operation/relays.controller.js'
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
import { DomainChanges } from './domains/domain-changes.js'
import { DomainsController } from './domains/domains.controller.js'
import { HandleDecisions } from './domains/handle-decisions.js'
import { HandlesController } from './domains/handles.controller.js'
import { DocumentChange } from './settings/document-change.js'
import { SettingChanges } from './settings/setting-changes.js'
import { SettingsView } from './settings/settings-view.js'
import { SettingsController } from './settings/settings.controller.js'
import { BlobModule } from '../blob/index.js'
import { BrandingModule } from '../branding/index.js'
import { IdentityModule } from '../identity/index.js'
import { SettingsModule } from '../settings/index.js'
import { SyncModule } from '../sync/index.js'
import { AccountAccess } from './accounts/account-access.js'
import { AccountChanges } from './accounts/account-changes.js'
import { AccountIssue } from './accounts/account-issue.js'
import { AccountOrdersController } from './accounts/account-orders.controller.js'
import { AccountOrders } from './accounts/account-orders.js'
import { AccountSearch } from './accounts/account-search.js'
import { AccountsController } from './accounts/accounts.controller.js'
import { AuditExport } from './audit/audit-export.js'
import { AuditSearch } from './audit/audit-search.js'
import { AuditController } from './audit/audit.controller.js'
import { InviteSearch } from './invites/invite-search.js'
import { InvitesController } from './invites/invites.controller.js'
import { ExpiredMeasures } from './measures/expired-measures.js'
import { GaugeSampling } from './measures/gauge-sampling.js'
import { GaugeSources } from './measures/gauge-sources.js'
import { MeasureCharts } from './measures/measure-charts.js'
import { MeasureStore } from './measures/measure.store.js'
import { MeasuresController } from './measures/measures.controller.js'
import { RequestCounts } from './measures/request-counts.js'
import { JobEvents } from './jobs/job-events.js'
import { JobStart } from './jobs/job-start.js'
import { LongJobWatch } from './jobs/long-job-watch.js'
import { LongJobsController } from './jobs/long-jobs.controller.js'
import { MeController } from './me/me.controller.js'
import { OpenapiController } from './openapi/openapi.controller.js'
import { OverviewController } from './overview/overview.controller.js'
import { Overview } from './overview/overview.js'
import { AssignmentStore } from './roles/assignment.store.js'
import { PgAssignmentStore } from './roles/pg-assignment.store.js'
import { WebhooksModule } from '../webhooks/index.js'
import { DeliveriesController } from './webhooks/deliveries.controller.js'
import { WebhookAdmin } from './webhooks/webhook-admin.js'
import { WebhookDeliveries } from './webhooks/webhook-deliveries.js'
import { WebhooksController } from './webhooks/webhooks.controller.js'
import { BackupModule } from '../backup/index.js'
import { RetentionModule } from '../retention/index.js'
import { BackupDesk } from './backups/backup-desk.js'
import { BackupsController } from './backups/backups.controller.js'
import { DoctorVisit } from './operation/doctor-visit.js'
import { DoctorController } from './operation/doctor.controller.js'
import { RetentionAdmin } from './retention/retention-admin.js'
import { RetentionController } from './retention/retention.controller.js'
import { SessionModule } from './session/session.module.js'

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
    OauthModule,
    MailModule,
    ModerationModule,
    SequencerModule,
    SessionModule,
    BlobModule,
    BrandingModule,
    IdentityModule,
    SettingsModule,
    SyncModule,
    WebhooksModule,
    BackupModule,
    RetentionModule,
  ],
  controllers: [
    MeController,
    RolesController,
    TokensController,
    AccountsController,
    AccountOrdersController,
    AccountDetailsController,
    AccountHelpController,
    ModerationController,
    RelaysController,
    JobsController,
    LongJobsController,
    WebhooksController,
    DeliveriesController,
    RetentionController,
    BackupsController,
    DoctorController,
    SettingsController,
    MailController,
    FirstRunController,
    BrandSamplesController,
    BrandingAdminController,
    DomainsController,
    HandlesController,
    InvitesController,
    AuditController,
    OverviewController,
    MeasuresController,
    OpenapiController,
  ],
  providers: [
    { provide: AssignmentStore, useClass: PgAssignmentStore },
    { provide: TokenStore, useClass: PgTokenStore },
    { provide: AdminSessions, useClass: DeviceAdminSessions },
    IdempotencyStore,
    SealedAnswer,
    ExpiredAnswers,
    AdminAuthentication,
    MemberAdmission,
    TokenAdmission,
    RankOf,
    AccountAccess,
    AccountSearch,
    AccountIssue,
    AccountChanges,
    AccountOrders,
    AccountDetails,
    AccountHelp,
    ReportInbox,
    RelayWatch,
    JobWatch,
    DocumentChange,
    LongJobWatch,
    JobStart,
    JobEvents,
    WebhookAdmin,
    WebhookDeliveries,
    RetentionAdmin,
    BackupDesk,
    DoctorVisit,
    SettingsView,
    SettingChanges,
    DomainChanges,
    HandleDecisions,
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
    AuditSearch,
    AuditExport,
    RoleViews,
    RoleAssignments,
    RoleData,
    TokenViews,
    TokenIssue,
    Overview,
    MeasureStore,
    MeasureCharts,
    GaugeSources,
    GaugeSampling,
    RequestCounts,
    ExpiredMeasures,
  ],
})
export class AdminModule {}
