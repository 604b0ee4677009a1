import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { JobsModule } from '../jobs/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { SsoModule } from '../sso/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { WebhooksModule } from '../webhooks/index.js'
import { LimitStoresModule } from '../xrpc/index.js'
import { OldScimEvents } from './events/old-scim-events.js'
import { UncountedLeavers } from './leavers/uncounted-leavers.js'
import { ScimEvents } from './events/scim-events.js'
import { GroupConclusions } from './groups/group-conclusions.js'
import { GroupPages } from './groups/group-pages.js'
import { GroupResources } from './groups/group-resources.js'
import { GroupsController } from './groups/groups.controller.js'
import { PgScimGroupStore } from './groups/pg-scim-group.store.js'
import { ScimGroupStore } from './groups/scim-group.store.js'
import { ScimGroups } from './groups/scim-groups.js'
import { LeaverAlarms } from './leavers/leaver-alarms.js'
import { LeaverBreakerStore } from './leavers/leaver-breaker.store.js'
import { LeaverBreaker } from './leavers/leaver-breaker.js'
import { LeaverExemptions } from './leavers/leaver-exemptions.js'
import { LeaverLimit } from './leavers/leaver-limit.js'
import { LeaverStore } from './leavers/leaver.store.js'
import { Leavers } from './leavers/leavers.js'
import { PgLeaverBreakerStore } from './leavers/pg-leaver-breaker.store.js'
import { PgLeaverStore } from './leavers/pg-leaver.store.js'
import { DescriptionsController } from './protocol/descriptions.controller.js'
import { FilterReading } from './protocol/filter-reading.js'
import { ScimLibrary } from './protocol/scim-library.js'
import { ServiceDescriptions } from './protocol/service-descriptions.js'
import { UserPatch } from './protocol/user-patch.js'
import { ScimConfig } from './scim.config.js'
import { PgScimTokenStore } from './tokens/pg-scim-token.store.js'
import { ScimTokenStore } from './tokens/scim-token.store.js'
import { ScimTokens } from './tokens/scim-tokens.js'
import { TokenInspection } from './tokens/token-inspection.js'
import { DirectoryData } from './users/directory-data.js'
import { DirectoryPeople } from './users/directory-people.js'
import { MemberStanding } from './users/member-standing.js'
import { PgScimUserStore } from './users/pg-scim-user.store.js'
import { ScimUserStore } from './users/scim-user.store.js'
import { ScimUsers } from './users/scim-users.js'
import { UserPages } from './users/user-pages.js'
import { UserResources } from './users/user-resources.js'
import { UsersController } from './users/users.controller.js'

const STORES = [
  { provide: ScimTokenStore, useClass: PgScimTokenStore },
  { provide: ScimUserStore, useClass: PgScimUserStore },
  { provide: ScimGroupStore, useClass: PgScimGroupStore },
  { provide: LeaverStore, useClass: PgLeaverStore },
  { provide: LeaverBreakerStore, useClass: PgLeaverBreakerStore },
]

/** Directories of organizations that are kept in step (SCIM 2.0), and those who leave them. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    WebhooksModule,
    DatabaseModule,
    ContributionsModule,
    JobsModule,
    AuditModule,
    AccountModule,
    LifecycleModule,
    SsoModule,
    LimitStoresModule,
  ],
  controllers: [DescriptionsController, UsersController, GroupsController],
  providers: [
    provideConfig(ScimConfig),
    ...STORES,
    ScimLibrary,
    FilterReading,
    UserPatch,
    ServiceDescriptions,
    ScimEvents,
    OldScimEvents,
    UncountedLeavers,
    ScimTokens,
    TokenInspection,
    LeaverLimit,
    LeaverAlarms,
    LeaverBreaker,
    Leavers,
    LeaverExemptions,
    MemberStanding,
    ScimUsers,
    UserResources,
    UserPages,
    DirectoryPeople,
    DirectoryData,
    GroupConclusions,
    ScimGroups,
    GroupResources,
    GroupPages,
  ],
  exports: [ScimTokens, ScimEvents, LeaverBreaker],
})
export class ScimModule {}
