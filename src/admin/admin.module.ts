import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { AuthModule } from '../auth/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
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
import { SsoModule } from '../sso/index.js'
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
import { SettingsView } from './operation/settings-view.js'
import { SettingsController } from './operation/settings.controller.js'
import { BlobModule } from '../blob/index.js'
import { BrandingModule } from '../branding/index.js'
import { IdentityModule } from '../identity/index.js'
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
import { GroupRoles } from './roles/group-roles.js'
import { MappedRoleStore } from './roles/mapped-role.store.js'
import { OwnersBreakGlass } from './roles/owners-break-glass.js'
import { PgMappedRoleStore } from './roles/pg-mapped-role.store.js'
import { ConnectionTrialsController } from './sso/connection-trials.controller.js'
import { ConnectionViews } from './sso/connection-views.js'
import { SsoDeeds } from './sso/sso-deeds.js'
import { SsoPeople } from './sso/sso-people.js'
import { SsoPeopleController } from './sso/sso-people.controller.js'
import { ConnectionsController } from './sso/connections.controller.js'
import { ExpiredMeasures } from './measures/expired-measures.js'
import { GaugeSampling } from './measures/gauge-sampling.js'
import { GaugeSources } from './measures/gauge-sources.js'
import { MeasureCharts } from './measures/measure-charts.js'
import { MeasureStore } from './measures/measure.store.js'
import { MeasuresController } from './measures/measures.controller.js'
import { RequestCounts } from './measures/request-counts.js'
import { MeController } from './me/me.controller.js'
import { OpenapiController } from './openapi/openapi.controller.js'
import { OverviewController } from './overview/overview.controller.js'
import { Overview } from './overview/overview.js'
import { AssignmentStore } from './roles/assignment.store.js'
import { PgAssignmentStore } from './roles/pg-assignment.store.js'
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
    SsoModule,
    ModerationModule,
    SequencerModule,
    SessionModule,
    BlobModule,
    BrandingModule,
    IdentityModule,
    SyncModule,
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
    SettingsController,
    InvitesController,
    ConnectionsController,
    ConnectionTrialsController,
    SsoPeopleController,
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
    SettingsView,
    InviteSearch,
    ConnectionViews,
    SsoDeeds,
    SsoPeople,
    { provide: MappedRoleStore, useClass: PgMappedRoleStore },
    GroupRoles,
    OwnersBreakGlass,
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
