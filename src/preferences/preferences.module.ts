import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { LexiconModule } from '../lexicon/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { NamespaceStore } from './namespace.store.js'
import { NamespaceWriter } from './namespace-writer.js'
import { Namespaces } from './namespaces.js'
import { NamespacesXrpc } from './namespaces.xrpc.js'
import { PgNamespaceStore } from './pg-namespace.store.js'
import { PgPreferenceStore } from './pg-preference.store.js'
import { PreferenceCheck } from './preference-check.js'
import { PreferenceData } from './preference-data.js'
import { PreferenceExport } from './preference-export.js'
import { PreferenceImport } from './preference-import.js'
import { PreferenceStore } from './preference.store.js'
import { PreferencesConfig } from './preferences.config.js'
import { Preferences } from './preferences.js'
import { PreferencesXrpc } from './preferences.xrpc.js'

/** Private preferences of accounts. */
@Module({
  imports: [ConfigModule, DatabaseModule, TelemetryModule, AccountModule, LexiconModule],
  controllers: [PreferencesXrpc, NamespacesXrpc],
  providers: [
    provideConfig(PreferencesConfig),
    { provide: PreferenceStore, useClass: PgPreferenceStore },
    { provide: NamespaceStore, useClass: PgNamespaceStore },
    PreferenceData,
    Preferences,
    PreferenceCheck,
    NamespaceWriter,
    Namespaces,
    PreferenceExport,
    PreferenceImport,
  ],
  exports: [PreferenceExport],
})
export class PreferencesModule {}
