import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Bucket } from '../../blob/index.js'
import { Refusal } from '../../refusal.js'
import type { Random } from '../../telemetry/index.js'
import { BackupPlaceUnavailable } from '../backup.errors.js'
import { BackupStore, type PlacedObject } from './backup.store.js'
import { withSpooled } from './spooled-object.js'

const TMP_NAME_BYTES = 12
const MIME_TYPE = 'application/octet-stream'

/** Backups in a bucket. Every object is complete on local disk before it goes there. */
export class S3BackupStore extends BackupStore {
  /** @param spoolDirectory for objects on their way, and for nothing else */
  constructor(
    private readonly bucket: Bucket,
    private readonly spoolDirectory: string,
    private readonly random: Random,
    override readonly description: string,
  ) {
    super()
  }

  /** An upload that was interrupted is no object; what is left is on local disk. */
  override tidy(): Promise<void> {
    return rm(this.spoolDirectory, { recursive: true, force: true })
  }

  override put(name: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    const tmpName = Buffer.from(this.random.bytes(TMP_NAME_BYTES)).toString('hex')
    const path = join(this.spoolDirectory, tmpName)
    return withSpooled(path, source, async (bytes) => {
      await this.#try(this.bucket.put(name, { path, size: bytes }, MIME_TYPE))
      return bytes
    })
  }

  override open(name: string): Promise<Readable | undefined> {
    return this.#try(this.bucket.open(name))
  }

  override size(name: string): Promise<number | undefined> {
    return this.#try(this.bucket.size(name))
  }

  override async *list(prefix: string): AsyncGenerator<PlacedObject> {
    const objects = this.bucket.list(prefix)
    for (;;) {
      const { value, done } = await this.#try(objects.next())
      if (done) return
      yield { name: value.key, size: value.size }
    }
  }

  override remove(names: readonly string[]): Promise<void> {
    return this.#try(this.bucket.remove(names))
  }

  /** The store says that it is about blobs. */
  async #try<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new BackupPlaceUnavailable(this.description, { cause: error.cause ?? error })
    }
  }
}
