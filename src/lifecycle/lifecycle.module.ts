import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { WebhooksModule } from '../webhooks/index.js'
import { BlobModule } from '../blob/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { MailModule } from '../mail/index.js'
import { RepoModule } from '../repo/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { TermsModule } from '../terms/index.js'
import { AccountCreation } from './account-creation.js'
import { AccountDraftStore } from './account-draft.store.js'
import { AccountFounding } from './account-founding.js'
import { AccountHistoryStore } from './account-history.store.js'
import { AccountLife } from './account-life.js'
import { AccountNotes } from './account-notes.js'
import { AccountStanding } from './account-standing.js'
import { AccountRemoval } from './account-removal.js'
import { Activation } from './activation.js'
import { ActivationXrpc } from './activation.xrpc.js'
import { AdministrationXrpc } from './administration.xrpc.js'
import { Admission } from './admission.js'
import { Announcements } from './announcements.js'
import { Arrivals } from './arrivals.js'
import { ArrivalsXrpc } from './arrivals.xrpc.js'
import { MoveListStore } from './moves/move-list.store.js'
import { PlcOperationListStore } from './plc-operations/plc-operation-list.store.js'
import { PlcOperationRetry } from './plc-operations/plc-operation-retry.js'
import { OldPlcRefusals } from './plc-operations/old-plc-refusals.js'
import { PlcRefusals } from './plc-operations/plc-refusals.js'
import { CreationRecovery } from './creation-recovery.js'
import { DeletionXrpc } from './deletion.xrpc.js'
import { DidCredentials } from './did-credentials.js'
import { DidValidity } from './did-validity.js'
import { DraftKeyTable } from './draft-key-table.js'
import { ExpiredReservedKeys } from './expired-reserved-keys.js'
import { GoneHistory } from './gone-history.js'
import { HandleAdoption } from './handle-adoption.js'
import { HandleAssignment } from './handle-assignment.js'
import { HandleChange } from './handle-change.js'
import { HandleChangesXrpc } from './handle-changes.xrpc.js'
import { HandleClaimData } from './handle-claim-data.js'
import { HandleClaimStore } from './handle-claim.store.js'
import { HandleClaims } from './handle-claims.js'
import { HandlePublication } from './handle-publication.js'
import { IdentitiesXrpc } from './identities.xrpc.js'
import { IdentityDrafts } from './identity-drafts.js'
import { Judgements } from './judgements.js'
import { LifeJournal } from './life-journal.js'
import { SignUpDayStore } from './sign-up-day.store.js'
import { SignUpLimit } from './sign-up-limit.js'
import { LifecycleConfig } from './lifecycle.config.js'
import { Newcomers } from './newcomers.js'
import { Overruling } from './overruling.js'
import { OffboardingNotices } from './offboarding-notices.js'
import { OwnDeletion } from './own-deletion.js'
import { PgAccountDraftStore } from './pg-account-draft.store.js'
import { PgAccountHistoryStore } from './pg-account-history.store.js'
import { PgHandleClaimStore } from './pg-handle-claim.store.js'
import { PlcSigning } from './plc-signing.js'
import { PlcSubmission } from './plc-submission.js'
import { IdentityRepair } from './identity-repair/identity-repair.js'
import { OrderedRepair } from './identity-repair/ordered-repair.js'
import { IdentityCheckStore } from './identity-watch/identity-check.store.js'
import { IdentityQuestions } from './identity-watch/identity-questions.js'
import { IdentityWatch } from './identity-watch/identity-watch.js'
import { PlcNotices } from './identity-watch/plc-notices.js'
import { ScheduledDeletions } from './scheduled-deletions.js'
import { SigningKeyChange } from './signing-key-change.js'
import { SigningKeyData } from './signing-key-data.js'
import { SigningKeyPublication } from './signing-key-publication.js'
import { SigningKeySwitch } from './signing-key-switch.js'
import { SignUpRules } from './sign-up-rules.js'
import { StandingLetters } from './standing-letters.js'
import { SubjectOrders } from './subject-orders.js'
import { Subjects } from './subjects.js'
import { AccountHolds } from './holds/account-holds.js'
import { HoldStore } from './holds/hold.store.js'
import { PgHoldStore } from './holds/pg-hold.store.js'
import { RemovalAdmission } from './removal-admission.js'
import { SecondPerson } from './second-person.js'
import { SuspensionEnds } from './suspension-ends.js'
import { UnfinishedHandleChanges } from './unfinished-handle-changes.js'
import { UnfinishedKeyChanges } from './unfinished-key-changes.js'
import { WebIdentityData } from './web-identity-data.js'
import { WebNewcomers } from './web-newcomers.js'

/** Every change of what is public about an account; its creation first. */
@Module({
  imports: [
    ContributionsModule,
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    JobsModule,
    IdentityModule,
    AccountModule,
    MailModule,
    AuditModule,
    BlobModule,
    SequencerModule,
    RepoModule,
    TermsModule,
    WebhooksModule,
  ],
  controllers: [
    ActivationXrpc,
    DeletionXrpc,
    AdministrationXrpc,
    HandleChangesXrpc,
    IdentitiesXrpc,
    ArrivalsXrpc,
  ],
  providers: [
    provideConfig(LifecycleConfig),
    { provide: AccountDraftStore, useClass: PgAccountDraftStore },
    DraftKeyTable,
    SignUpRules,
    IdentityDrafts,
    AccountFounding,
    Newcomers,
    Arrivals,
    WebNewcomers,
    Admission,
    SignUpDayStore,
    SignUpLimit,
    AccountCreation,
    CreationRecovery,
    { provide: AccountHistoryStore, useClass: PgAccountHistoryStore },
    StandingLetters,
    LifeJournal,
    GoneHistory,
    { provide: HoldStore, useClass: PgHoldStore },
    AccountHolds,
    SecondPerson,
    RemovalAdmission,
    Overruling,
    Judgements,
    Announcements,
    AccountStanding,
    AccountLife,
    AccountRemoval,
    AccountNotes,
    OwnDeletion,
    ScheduledDeletions,
    SuspensionEnds,
    OffboardingNotices,
    SigningKeyData,
    WebIdentityData,
    ExpiredReservedKeys,
    SigningKeyPublication,
    SigningKeySwitch,
    SigningKeyChange,
    UnfinishedKeyChanges,
    DidValidity,
    Activation,
    { provide: HandleClaimStore, useClass: PgHandleClaimStore },
    HandleClaimData,
    HandleClaims,
    HandlePublication,
    HandleAdoption,
    HandleAssignment,
    HandleChange,
    UnfinishedHandleChanges,
    DidCredentials,
    PlcSigning,
    PlcSubmission,
    PlcNotices,
    PlcOperationListStore,
    PlcOperationRetry,
    PlcRefusals,
    OldPlcRefusals,
    MoveListStore,
    IdentityCheckStore,
    IdentityQuestions,
    IdentityWatch,
    IdentityRepair,
    OrderedRepair,
    Subjects,
    SubjectOrders,
  ],
  exports: [
    SignUpLimit,
    IdentityWatch,
    HoldStore,
    AccountHolds,
    AccountCreation,
    AccountLife,
    AccountNotes,
    AccountRemoval,
    Activation,
    DidCredentials,
    HandleChange,
    LifeJournal,
    Overruling,
    OrderedRepair,
    OwnDeletion,
    PlcSigning,
    PlcOperationListStore,
    PlcOperationRetry,
    MoveListStore,
    SubjectOrders,
    Subjects,
  ],
})
export class LifecycleModule {}
