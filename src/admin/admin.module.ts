import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { AuthModule } from '../auth/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { ModerationModule } from '../moderation/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AdminAuthentication } from './access/admin-authentication.js'
import { RankOf } from './access/rank-of.js'
import { AccountAccess } from './accounts/account-access.js'
import { AccountChanges } from './accounts/account-changes.js'
import { AccountIssue } from './accounts/account-issue.js'
import { AccountOrdersController } from './accounts/account-orders.controller.js'
import { AccountOrders } from './accounts/account-orders.js'
import { AccountSearch } from './accounts/account-search.js'
import { AccountsController } from './accounts/accounts.controller.js'
import { AuditSearch } from './audit/audit-search.js'
import { AuditController } from './audit/audit.controller.js'
import { InviteSearch } from './invites/invite-search.js'
import { InvitesController } from './invites/invites.controller.js'
import { MeController } from './me/me.controller.js'
import { OpenapiController } from './openapi/openapi.controller.js'
import { OverviewController } from './overview/overview.controller.js'
import { Overview } from './overview/overview.js'
import { AssignmentStore } from './roles/assignment.store.js'
import { PgAssignmentStore } from './roles/pg-assignment.store.js'
import { AdminSessionConfig } from './session/admin-session.config.js'
import { PasswordCookie } from './session/password-cookie.js'
import { PasswordSessions } from './session/password-sessions.js'
import { SessionAdmission } from './session/session-admission.js'
import { SessionController } from './session/session.controller.js'

/** The administration: a REST API with roles and an audit. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    AuditModule,
    AccountModule,
    LifecycleModule,
    AuthModule,
    ModerationModule,
    SequencerModule,
  ],
  controllers: [
    SessionController,
    MeController,
    AccountsController,
    AccountOrdersController,
    InvitesController,
    AuditController,
    OverviewController,
    OpenapiController,
  ],
  providers: [
    { provide: AssignmentStore, useClass: PgAssignmentStore },
    provideConfig(AdminSessionConfig),
    PasswordCookie,
    PasswordSessions,
    SessionAdmission,
    AdminAuthentication,
    RankOf,
    AccountAccess,
    AccountSearch,
    AccountIssue,
    AccountChanges,
    AccountOrders,
    InviteSearch,
    AuditSearch,
    Overview,
  ],
})
export class AdminModule {}
