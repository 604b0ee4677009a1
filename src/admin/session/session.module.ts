import { Module } from '@nestjs/common'
import { AuditModule } from '../../audit/index.js'
import { AuthModule } from '../../auth/index.js'
import { ConfigModule, provideConfig } from '../../config/index.js'
import { DatabaseModule } from '../../database/index.js'
import { OauthModule } from '../../oauth/index.js'
import { SsoModule } from '../../sso/index.js'
import { TelemetryModule } from '../../telemetry/index.js'
import { AdminSessionConfig } from './admin-session.config.js'
import { AdminBrowsers } from '../access/admin-browsers.js'
import { AdminEntry } from './admin-entry.js'
import { EntryState } from './entry-state.js'
import { EntryController } from './entry.controller.js'
import { MemberSignOut } from './member-sign-out.js'
import { OrganizationDoors } from './organization-doors.js'
import { PasswordCookie } from './password-cookie.js'
import { PasswordSessions } from './password-sessions.js'
import { SessionAdmission } from './session-admission.js'
import { SessionController } from './session.controller.js'

/** Sessions of browsers that begin with the admin password. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, AuditModule, AuthModule, OauthModule, SsoModule],
  controllers: [EntryController, SessionController],
  providers: [
    provideConfig(AdminSessionConfig),
    AdminBrowsers,
    AdminEntry,
    EntryState,
    MemberSignOut,
    OrganizationDoors,
    PasswordCookie,
    PasswordSessions,
    SessionAdmission,
  ],
  exports: [AdminBrowsers, MemberSignOut, OrganizationDoors, SessionAdmission],
})
export class SessionModule {}
