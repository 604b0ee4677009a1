import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { BlobReferences } from './blob-references.js'
import { BlobStoreConfig } from './blob-store.config.js'
import { BlobStores } from './blob-stores.js'
import { BlobStore } from './blob.store.js'
import { BlobTableStore } from './blob-table.store.js'
import { DiskBlobConfig } from './disk-blob.config.js'
import { PgBlobTableStore } from './pg-blob-table.store.js'
import { S3BlobConfig } from './s3/s3-blob.config.js'

/** Blobs: what records may refer to. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule],
  providers: [
    provideConfig(DiskBlobConfig),
    provideConfig(S3BlobConfig),
    provideConfig(BlobStoreConfig),
    BlobStores,
    {
      provide: BlobStore,
      inject: [BlobStoreConfig, BlobStores],
      useFactory: ({ store }: BlobStoreConfig, stores: BlobStores) => stores.make(store),
    },
    { provide: BlobTableStore, useClass: PgBlobTableStore },
    BlobReferences,
  ],
  exports: [BlobReferences, BlobTableStore],
})
export class BlobModule {}
