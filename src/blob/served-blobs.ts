import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Readable } from 'node:stream'
import { Log } from '../telemetry/index.js'
import { BlobStore, type ByteRange } from './blob.store.js'
import { BlobTableStore } from './blob-table.store.js'

/** A blob that may be read. */
export interface ServedBlob {
  mimeType: string
  /** bytes */
  size: number
  /** The bytes, or a part; undefined if they are lost. @throws BlobStoreUnavailable */
  open(range?: ByteRange): Promise<Readable | undefined>
}

/** Blobs as others see them. */
@Injectable()
export class ServedBlobs {
  constructor(
    private readonly table: BlobTableStore,
    private readonly store: BlobStore,
    private readonly log: Log,
  ) {}

  /** A blob of an account, if a record refers to it and it was not taken down. */
  async find(did: Did, cid: CidBytes): Promise<ServedBlob | undefined> {
    const found = await this.table.servable(did, cid)
    if (!found) return undefined
    const { mimeType, size, objectKey } = found
    const open = async (range?: ByteRange): Promise<Readable | undefined> => {
      const bytes = await this.store.open(objectKey, range)
      if (!bytes) this.log.error({ did, objectKey }, 'the bytes of a blob are missing in the store')
      return bytes
    }
    return { mimeType, size, open }
  }
}
