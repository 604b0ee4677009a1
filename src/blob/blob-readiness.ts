import { Injectable } from '@nestjs/common'
import { ReadinessCheck } from '../telemetry/index.js'
import { BlobStoreConfig } from './blob-store.config.js'
import { BlobStore } from './blob.store.js'

/** Whether blobs can be kept. Of a store that all nodes have in common, none is better off than the others. */
@Injectable()
export class BlobReadiness extends ReadinessCheck {
  override readonly part = 'blobStore'
  override readonly isEssential: boolean

  constructor(
    private readonly store: BlobStore,
    config: BlobStoreConfig,
  ) {
    super()
    this.isEssential = !config.isReadyWithout
  }

  override async problem(): Promise<string | undefined> {
    await this.store.probe()
    return undefined
  }
}
