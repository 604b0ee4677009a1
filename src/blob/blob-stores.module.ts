import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { Metrics, TelemetryModule } from '../telemetry/index.js'
import { BlobConfig } from './blob.config.js'
import { BlobStoreConfig } from './blob-store.config.js'
import { BlobStores } from './blob-stores.js'
import { BlobStore } from './blob.store.js'
import { DiskBlobConfig } from './disk-blob.config.js'
import { MeasuredBlobStore } from './measured-blob.store.js'
import { S3BlobConfig } from './s3/s3-blob.config.js'
import { UploadSpool } from './upload/upload-spool.js'

/** Where the bytes of blobs are kept, and where they lie before. It needs no database. */
@Module({
  imports: [ConfigModule, TelemetryModule],
  providers: [
    provideConfig(BlobConfig),
    provideConfig(DiskBlobConfig),
    provideConfig(S3BlobConfig),
    provideConfig(BlobStoreConfig),
    BlobStores,
    {
      provide: BlobStore,
      inject: [BlobStoreConfig, BlobStores, Metrics],
      useFactory: async ({ store }: BlobStoreConfig, stores: BlobStores, metrics: Metrics) =>
        new MeasuredBlobStore((await stores.make(store))!, metrics),
    },
    UploadSpool,
  ],
  exports: [BlobConfig, BlobStoreConfig, DiskBlobConfig, S3BlobConfig, BlobStores, BlobStore, UploadSpool],
})
export class BlobStoresModule {}
