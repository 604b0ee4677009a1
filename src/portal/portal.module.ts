import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { AccountModule } from '../account/index.js'
import { AuthModule } from '../auth/index.js'
import { BlobModule } from '../blob/index.js'
import { BrandingModule } from '../branding/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { OauthModule } from '../oauth/index.js'
import { RepoModule } from '../repo/index.js'
import { SsoModule } from '../sso/index.js'
import { SyncModule } from '../sync/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AccountPages } from './account-pages.js'
import { AdministrationDoor } from './administration/administration-door.js'
import { PortalHosts } from './administration/portal-hosts.js'
import { ArchivesController } from './archive/archives.controller.js'
import { BlobArchives } from './archive/blob-archives.js'
import { Entrance } from './entrance/entrance.js'
import { EntranceForms } from './entrance/entrance-forms.js'
import { EntranceStates } from './entrance/entrance-states.js'
import { SignedOut } from './entrance/signed-out.js'
import { PortalController } from './portal.controller.js'
import { PortalNotes } from './portal-notes.js'
import { PortalPages } from './portal-pages.js'
import { PortalReplies } from './portal-replies.js'
import { SectionList } from './section-list.js'
import { AppPasswordsSection } from './sections/app-passwords-section.js'
import { OrganizationLinks } from './sections/organization-links.js'
import { AppsSection } from './sections/apps-section.js'
import { AttentionList } from './sections/attention-list.js'
import { ConfirmSection } from './sections/confirm-section.js'
import { DataSection } from './sections/data-section.js'
import { DeleteSection } from './sections/delete-section.js'
import { DevicesSection } from './sections/devices-section.js'
import { EmailSection } from './sections/email-section.js'
import { HandleSection } from './sections/handle-section.js'
import { MoveSection } from './sections/move-section.js'
import { NewAppPasswordSection } from './sections/new-app-password-section.js'
import { NewPasskeySection } from './sections/new-passkey-section.js'
import { NewTotpSection } from './sections/new-totp-section.js'
import { OverviewSection } from './sections/overview-section.js'
import { OwnSignOut } from './sections/own-sign-out.js'
import { PasswordSection } from './sections/password-section.js'
import { SecuritySection } from './sections/security-section.js'
import { VisitCookie } from './visits/visit-cookie.js'
import { Visits } from './visits/visits.js'

const SECTIONS = [
  OverviewSection,
  AppsSection,
  OrganizationLinks,
  DevicesSection,
  AppPasswordsSection,
  NewAppPasswordSection,
  EmailSection,
  PasswordSection,
  HandleSection,
  SecuritySection,
  NewTotpSection,
  NewPasskeySection,
  DataSection,
  DeleteSection,
  MoveSection,
  ConfirmSection,
]

/** The account portal: where members look after what is theirs. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    ContributionsModule,
    BrandingModule,
    IdentityModule,
    AccountModule,
    BlobModule,
    RepoModule,
    LifecycleModule,
    AuthModule,
    OauthModule,
    SsoModule,
    SyncModule,
  ],
  controllers: [ArchivesController, PortalController],
  providers: [
    ...SECTIONS,
    AttentionList,
    OwnSignOut,
    PortalNotes,
    BlobArchives,
    SectionList,
    AccountPages,
    Entrance,
    EntranceForms,
    EntranceStates,
    SignedOut,
    PortalPages,
    PortalReplies,
    AdministrationDoor,
    PortalHosts,
    VisitCookie,
    Visits,
  ],
})
export class PortalModule {}
