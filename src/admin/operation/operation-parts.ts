import { GuidedMigrationsController } from '../migrations/guided-migrations.controller.js'
import { GuidedMigrations } from '../migrations/guided-migrations.js'
import { MigrationHelp } from '../migrations/migration-help.js'
import { MigrationOrders } from '../migrations/migration-orders.js'
import { MigrationsController } from '../migrations/migrations.controller.js'
import { Migrations } from '../migrations/migrations.js'
import { MoveRows } from '../migrations/move-rows.js'
import { PlcController } from '../plc/plc.controller.js'
import { EndpointChange } from '../plc/endpoint-change.js'
import { EndpointChangesController } from '../plc/endpoint-changes.controller.js'
import { EndpointChanges } from '../plc/endpoint-changes.js'
import { IdentityRecovery } from '../plc/identity-recovery.js'
import { KeyRotation } from '../plc/key-rotation.js'
import { PlcRepairsController } from '../plc/plc-repairs.controller.js'
import { PlcOperations } from '../plc/plc-operations.js'
import { DoctorVisit } from './doctor-visit.js'
import { DoctorController } from './doctor.controller.js'
import { HousekeepingController } from './housekeeping.controller.js'
import { HousekeepingList } from './housekeeping-list.js'
import { JobWatch } from './job-watch.js'
import { JobsController } from './jobs.controller.js'
import { RelayTroubles } from './relay-troubles.js'
import { RelayWatch } from './relay-watch.js'
import { RelaysController } from './relays.controller.js'

/** Where operators look after the installation. */
export const OPERATION_CONTROLLERS = [
  RelaysController,
  JobsController,
  HousekeepingController,
  DoctorController,
  PlcController,
  PlcRepairsController,
  EndpointChangesController,
  GuidedMigrationsController,
  MigrationsController,
]

/** What they look at, and put right. */
export const OPERATION_PARTS = [
  RelayWatch,
  RelayTroubles,
  JobWatch,
  HousekeepingList,
  DoctorVisit,
  PlcOperations,
  KeyRotation,
  EndpointChange,
  EndpointChanges,
  IdentityRecovery,
  Migrations,
  GuidedMigrations,
  MigrationHelp,
  MigrationOrders,
  MoveRows,
]
