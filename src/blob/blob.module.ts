import { Module } from '@nestjs/common'
import { DatabaseModule } from '../database/index.js'
import { BlobReferences } from './blob-references.js'
import { BlobTable } from './blob-table.store.js'
import { PgBlobTable } from './pg-blob-table.store.js'

/** Blobs: what records may refer to. */
@Module({
  imports: [DatabaseModule],
  providers: [{ provide: BlobTable, useClass: PgBlobTable }, BlobReferences],
  exports: [BlobReferences, BlobTable],
})
export class BlobModule {}
