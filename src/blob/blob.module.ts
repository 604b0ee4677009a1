import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { JobsModule } from '../jobs/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { BlobAllowanceStore } from './allowance/blob-allowance.store.js'
import { BlobAllowances } from './allowance/blob-allowances.js'
import { BlobUsage } from './allowance/blob-usage.js'
import { GroupQuotaStore } from './allowance/group-quota.store.js'
import { PgBlobAllowanceStore } from './allowance/pg-blob-allowance.store.js'
import { PgGroupQuotaStore } from './allowance/pg-group-quota.store.js'
import { BlobKeys } from './blob-keys.js'
import { BlobReadiness } from './blob-readiness.js'
import { BlobReferences } from './blob-references.js'
import { BlobStoresModule } from './blob-stores.module.js'
import { BlobTableStore } from './blob-table.store.js'
import { BlobCopy } from './copy/blob-copy.js'
import { BlobListStore } from './copy/blob-list.store.js'
import { PgBlobListStore } from './copy/pg-blob-list.store.js'
import { BlobGarbageStore } from './garbage/blob-garbage.store.js'
import { BlobInventoryStore } from './garbage/blob-inventory.store.js'
import { BlobSweep } from './garbage/blob-sweep.js'
import { DailySweep } from './garbage/daily-sweep.js'
import { PgBlobGarbageStore } from './garbage/pg-blob-garbage.store.js'
import { PgBlobInventoryStore } from './garbage/pg-blob-inventory.store.js'
import { UnusedBlobs } from './garbage/unused-blobs.js'
import { BlobInspector } from './inspection/index.js'
import { PgBlobTableStore } from './pg-blob-table.store.js'
import { ServedBlobs } from './served-blobs.js'
import { BlobKeeper } from './upload/blob-keeper.js'
import { BlobUpload } from './upload/blob-upload.js'
import { BlobUploadsXrpc } from './upload/blob-uploads.xrpc.js'
import { LocationCheck } from './upload/location-check.js'
import { UploadLeftOvers } from './upload/upload-left-overs.js'

/** Blobs: uploads, where they are kept, what may be done with them, and their end. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, JobsModule, AccountModule, BlobStoresModule],
  controllers: [BlobUploadsXrpc],
  providers: [
    { provide: BlobTableStore, useClass: PgBlobTableStore },
    { provide: BlobAllowanceStore, useClass: PgBlobAllowanceStore },
    { provide: GroupQuotaStore, useClass: PgGroupQuotaStore },
    { provide: BlobGarbageStore, useClass: PgBlobGarbageStore },
    { provide: BlobListStore, useClass: PgBlobListStore },
    { provide: BlobInventoryStore, useClass: PgBlobInventoryStore },
    BlobKeys,
    BlobReferences,
    BlobAllowances,
    BlobUsage,
    BlobReadiness,
    UploadLeftOvers,
    BlobInspector,
    LocationCheck,
    BlobKeeper,
    BlobUpload,
    ServedBlobs,
    UnusedBlobs,
    BlobSweep,
    DailySweep,
    BlobCopy,
  ],
  exports: [
    BlobKeys,
    BlobAllowances,
    BlobCopy,
    BlobReferences,
    BlobStoresModule,
    BlobSweep,
    BlobTableStore,
    BlobUsage,
    GroupQuotaStore,
    ServedBlobs,
  ],
})
export class BlobModule {}
