import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { BlobReferences } from './blob-references.js'
import { chooseBlobStore } from './blob-store-choice.js'
import { BlobStore } from './blob.store.js'
import { BlobTableStore } from './blob-table.store.js'
import { DiskBlobConfig } from './disk-blob.config.js'
import { DiskBlobStore } from './disk-blob.store.js'
import { PgBlobTableStore } from './pg-blob-table.store.js'

/** Blobs: what records may refer to. */
@Module({
  imports: [ConfigModule, DatabaseModule],
  providers: [
    provideConfig(DiskBlobConfig),
    {
      provide: BlobStore,
      inject: [DiskBlobConfig],
      useFactory: (disk: DiskBlobConfig) =>
        chooseBlobStore([
          {
            setting: 'PDS_BLOBSTORE_DISK_LOCATION',
            isChosen: disk.isChosen,
            make: () => new DiskBlobStore(disk),
          },
        ]),
    },
    { provide: BlobTableStore, useClass: PgBlobTableStore },
    BlobReferences,
  ],
  exports: [BlobReferences, BlobTableStore],
})
export class BlobModule {}
