import { Module } from '@nestjs/common'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { PgServiceDocumentStore } from './pg-service-document.store.js'
import { ServiceDocumentStore } from './service-document.store.js'
import { ServiceDocuments } from './service-documents.js'
import { SettingGroups } from './setting-groups.js'

/** What administrators set while the server runs. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule],
  providers: [
    { provide: ServiceDocumentStore, useClass: PgServiceDocumentStore },
    ServiceDocuments,
    SettingGroups,
  ],
  exports: [ServiceDocuments],
})
export class SettingsModule {}
