import { createHash } from 'node:crypto'
import type { Random } from '../../telemetry/index.js'
import type { BackupKey } from '../format/backup-key.js'
import { OBJECT_SALT_BYTES } from '../format/object-header.js'
import { type Bytes, pack } from '../format/packing.js'
import type { BackupStore } from '../store/backup.store.js'
import type { BackupPart } from './manifest.js'
import { folderOf } from './object-names.js'

/** Of what is packed into one part: about a quarter of it once it is compressed. */
const PART_BYTES = 256 * 1024 * 1024

/** Writes the objects of one backup. */
export class ArchiveWriter {
  constructor(
    private readonly store: BackupStore,
    private readonly key: BackupKey,
    private readonly id: string,
    private readonly random: Random,
  ) {}

  /** Writes a stream as one part, or several. @param name within the backup */
  async parts(name: string, source: AsyncIterable<Buffer>): Promise<BackupPart[]> {
    const parts: BackupPart[] = []
    for await (const portion of portionsOf(source, PART_BYTES)) {
      parts.push(await this.part(`${name}-${String(parts.length).padStart(4, '0')}`, portion))
    }
    return parts
  }

  /** Writes a stream as one part. @param name within the backup */
  async part(name: string, source: Bytes): Promise<BackupPart> {
    const object = `${folderOf(this.id)}${name}`
    const digest = createHash('sha256')
    const hashed = async function* (packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of packed) {
        digest.update(piece)
        yield piece
      }
    }
    const bytes = await this.store.put(object, hashed(this.#pack(object, source, true)))
    return { name: object, bytes, sha256: digest.digest('hex') }
  }

  /** Writes an object that all backups share, as it is. */
  async shared(object: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    await this.store.put(object, this.#pack(object, source, false))
  }

  #pack(name: string, source: Bytes, isCompressed: boolean): AsyncGenerator<Buffer> {
    const objectSalt = this.random.bytes(OBJECT_SALT_BYTES)
    return pack(source, { name, key: this.key, objectSalt, isCompressed })
  }
}

/** The stream in portions of about so many bytes, each to be read to its end before the next; at least one. */
async function* portionsOf(
  source: AsyncIterable<Buffer>,
  bytesMax: number,
): AsyncGenerator<AsyncGenerator<Buffer>> {
  const pieces = source[Symbol.asyncIterator]()
  let next = await pieces.next()
  const portion = async function* (): AsyncGenerator<Buffer> {
    for (let bytes = 0; !next.done && bytes < bytesMax; next = await pieces.next()) {
      bytes += next.value.length
      yield next.value
    }
  }
  try {
    do yield portion()
    while (!next.done)
  } finally {
    await pieces.return?.(undefined)
  }
}
