import { Module } from '@nestjs/common'
import { DatabaseModule } from '../database/index.js'
import { BlobReferences } from './blob-references.js'
import { BlobTableStore } from './blob-table.store.js'
import { PgBlobTableStore } from './pg-blob-table.store.js'

/** Blobs: what records may refer to. */
@Module({
  imports: [DatabaseModule],
  providers: [{ provide: BlobTableStore, useClass: PgBlobTableStore }, BlobReferences],
  exports: [BlobReferences, BlobTableStore],
})
export class BlobModule {}
