import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { PgPreferenceStore } from './pg-preference.store.js'
import { PreferenceData } from './preference-data.js'
import { PreferenceStore } from './preference.store.js'
import { Preferences } from './preferences.js'
import { PreferencesXrpc } from './preferences.xrpc.js'

/** Private preferences of accounts. */
@Module({
  imports: [DatabaseModule, TelemetryModule, AccountModule],
  controllers: [PreferencesXrpc],
  providers: [{ provide: PreferenceStore, useClass: PgPreferenceStore }, PreferenceData, Preferences],
})
export class PreferencesModule {}
