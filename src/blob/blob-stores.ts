import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { KnownProblems, Log } from '../telemetry/index.js'
import type { BlobStoreConfig } from './blob-store.config.js'
import type { BlobStore } from './blob.store.js'
import { DiskBlobConfig } from './disk-blob.config.js'
import { DiskBlobStore } from './disk-blob.store.js'
import { S3BlobConfig } from './s3/s3-blob.config.js'
import type { S3BlobStore } from './s3/s3-blob.store.js'

/** A kind of store, as the settings name it. */
export type BlobStoreKind = BlobStoreConfig['store']

/** Whether a text names a kind of store. */
export const isBlobStoreKind = (text: unknown): text is BlobStoreKind => text === 'disk' || text === 's3'

/** All stores that the settings describe. The server uses one of them: inject `BlobStore`. */
@Injectable()
export class BlobStores implements OnApplicationShutdown {
  #s3: S3BlobStore | undefined

  constructor(
    private readonly disk: DiskBlobConfig,
    private readonly s3: S3BlobConfig,
    private readonly problems: KnownProblems,
    private readonly log: Log,
  ) {}

  /** Makes a store; undefined if the settings do not say where it is. */
  async make(kind: BlobStoreKind): Promise<BlobStore | undefined> {
    if (kind === 'disk') return new DiskBlobStore(this.disk)
    if (this.s3.bucket === undefined) return undefined
    // The client of S3 is large; who does not use it does without.
    const { S3BlobStore } = await import('./s3/s3-blob.store.js')
    return (this.#s3 ??= new S3BlobStore(this.s3, this.log, this.problems))
  }

  onApplicationShutdown(): void {
    this.#s3?.destroy()
  }
}
