import { Injectable } from '@nestjs/common'
import type { Readable } from 'node:stream'
import { BlobKeys, BlobStore } from '../../blob/index.js'

/** Media type of what nobody but us can read. */
const SEALED = 'application/octet-stream'

/** Where archives are in the store of blobs. */
@Injectable()
export class ArchivePlaces {
  constructor(
    private readonly keys: BlobKeys,
    private readonly store: BlobStore,
  ) {}

  /** Keeps a file, which is the store's from now on. @returns its key @throws BlobStoreUnavailable */
  async put(file: { path: string; size: number }): Promise<string> {
    const key = this.keys.next()
    await this.store.put(key, file, SEALED)
    return key
  }

  open(key: string): Promise<Readable | undefined> {
    return this.store.open(key)
  }

  remove(key: string): Promise<void> {
    return this.store.remove([key])
  }
}
