import { Module } from '@nestjs/common'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { HealthModule } from '../http/index.js'
import { IdentityModule } from '../identity/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { PgPlcOperationStore } from './pg-plc-operation.store.js'
import { PlcDirectoryController } from './plc-directory.controller.js'
import { PlcDirectory } from './plc-directory.js'
import { PlcExport } from './plc-export.js'
import { PlcOperationStore } from './plc-operation.store.js'

/** The PLC directory inside the server. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, HealthModule, IdentityModule],
  controllers: [PlcDirectoryController],
  providers: [{ provide: PlcOperationStore, useClass: PgPlcOperationStore }, PlcDirectory, PlcExport],
})
export class PlcDirectoryModule {}
