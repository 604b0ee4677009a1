import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { RepoModule } from '../repo/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AccountCreation } from './account-creation.js'
import { AccountDraftStore } from './account-draft.store.js'
import { AccountFounding } from './account-founding.js'
import { Arrivals } from './arrivals.js'
import { CreationRecovery } from './creation-recovery.js'
import { IdentityDrafts } from './identity-drafts.js'
import { LifecycleConfig } from './lifecycle.config.js'
import { Newcomers } from './newcomers.js'
import { PgAccountDraftStore } from './pg-account-draft.store.js'
import { SignUpRules } from './sign-up-rules.js'

/** Every change of what is public about an account; its creation first. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    IdentityModule,
    AccountModule,
    SequencerModule,
    RepoModule,
  ],
  providers: [
    provideConfig(LifecycleConfig),
    { provide: AccountDraftStore, useClass: PgAccountDraftStore },
    SignUpRules,
    IdentityDrafts,
    AccountFounding,
    Newcomers,
    Arrivals,
    AccountCreation,
    CreationRecovery,
  ],
  exports: [AccountCreation],
})
export class LifecycleModule {}
