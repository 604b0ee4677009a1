import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type CidBytes, rawCidBytes } from '@guildhall/data'
import { Injectable } from '@nestjs/common'
import { Random } from '../../telemetry/index.js'
import { BlobConfig } from '../blob.config.js'
import { BlobStoreUnavailable } from '../blob.errors.js'
import type { SpooledFile } from '../blob.store.js'
import { DiskBlobConfig } from '../disk-blob.config.js'
import { SpoolWriter } from './spool-writer.js'
import { steadyBody } from './steady-body.js'
import { BlobCutShort, BlobEmpty, BlobTooLarge } from './upload.errors.js'

const NAME_BYTES = 16

/** A file that has arrived, on this machine's disk, with the CID of what is in it. */
export interface SpooledUpload extends SpooledFile {
  cid: CidBytes
}

/** What is known of a body before it comes. */
export interface BodyLimits {
  bytesMax: number
  /** bytes, if they were announced */
  announced?: number | undefined
}

/** Where uploads arrive: each becomes a file of its own, hashed and counted on the way. */
@Injectable()
export class UploadSpool {
  constructor(
    private readonly disk: DiskBlobConfig,
    private readonly config: BlobConfig,
    private readonly random: Random,
  ) {}

  /**
   * Takes a body. The file is the caller's, who discards it or gives it away; when this throws, there is none.
   * @throws BlobTooLarge, BlobEmpty, BlobCutShort, UploadTooSlow, BlobStoreUnavailable, and what the body throws
   */
  async receive(body: AsyncIterable<Uint8Array>, limits: BodyLimits): Promise<SpooledUpload> {
    if ((limits.announced ?? 0) > limits.bytesMax) throw new BlobTooLarge(limits.bytesMax)
    const path = this.newPath()
    const file = await this.#create(path)
    const writer = new SpoolWriter(file)
    try {
      for await (const piece of steadyBody(body, this.config.uploadStallMs)) {
        if (writer.size + piece.length > limits.bytesMax) throw new BlobTooLarge(limits.bytesMax)
        await writer.add(piece)
      }
      assertAsAnnounced(writer.size, limits)
      return { path, size: writer.size, cid: rawCidBytes(await writer.finish()) }
    } catch (error) {
      await writer.settled()
      await rm(path, { force: true })
      throw error
    } finally {
      await file.close()
    }
  }

  /** A path for a file that is made here and adopted then. */
  newPath(): string {
    return join(this.disk.tmpLocation, Buffer.from(this.random.bytes(NAME_BYTES)).toString('hex'))
  }

  /** A file at such a path as an upload of its own. */
  async adopt(path: string): Promise<SpooledUpload> {
    const hash = createHash('sha256')
    let size = 0
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(piece)
      size += piece.length
    }
    return { path, size, cid: rawCidBytes(hash.digest()) }
  }

  /** Removes a file, if it is still there. */
  async discard({ path }: SpooledFile): Promise<void> {
    await rm(path, { force: true })
  }

  async #create(path: string) {
    try {
      await mkdir(this.disk.tmpLocation, { recursive: true })
      return await open(path, 'wx', 0o600)
    } catch (error) {
      throw new BlobStoreUnavailable({ cause: error })
    }
  }
}

function assertAsAnnounced(size: number, { announced }: BodyLimits): void {
  if (announced !== undefined && announced !== size) throw new BlobCutShort(announced, size)
  if (size === 0) throw new BlobEmpty()
}
