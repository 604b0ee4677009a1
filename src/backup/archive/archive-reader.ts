import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { ExportedSecrets } from '../../config/index.js'
import { BackupDamaged, BackupNotFound } from '../backup.errors.js'
import type { BackupKey } from '../format/backup-key.js'
import { peek, unpack } from '../format/packing.js'
import type { BackupPlace } from '../store/backup-places.js'
import { readBlobLines, type SameBlobs } from './blob-line.js'
import { type ArchivedTable, type BackupPart, type Manifest, parseManifest } from './manifest.js'
import { blobObject, manifestOf } from './object-names.js'

/** Reads one backup. */
export class ArchiveReader {
  private constructor(
    private readonly place: BackupPlace,
    private readonly key: BackupKey,
    readonly manifest: Manifest,
  ) {}

  /** @throws BackupNotFound, WrongBackupKey, BackupDamaged, BackupTooNew, BackupPlaceUnavailable */
  static async open(place: BackupPlace, id: string): Promise<ArchiveReader> {
    const name = manifestOf(id)
    const openManifest = async (): Promise<Readable> => {
      const source = await place.store.open(name)
      if (!source) throw new BackupNotFound(id, place.store.description)
      return source
    }
    const { keySalt } = await peek(await openManifest(), name)
    // Nothing of it is kept before it is known to be what was written: whoever has no key can put anything there.
    const text = (await bytesOf(unpack(await openManifest(), name, place.keys))).toString('utf8')
    return new ArchiveReader(place, await place.keys.of(keySalt), parseManifest(text))
  }

  /** Reads what is there of a backup that is being made. */
  static of(place: BackupPlace, key: BackupKey, manifest: Manifest): ArchiveReader {
    return new ArchiveReader(place, key, manifest)
  }

  /** Names the key that the backup was made with. */
  get keyId(): string {
    return this.key.id
  }

  /** Rows of a table, as `COPY … FROM STDIN BINARY` takes them. @throws BackupDamaged while iterating */
  table({ parts }: ArchivedTable): AsyncGenerator<Buffer> {
    return this.#parts(parts)
  }

  /** The blobs of the snapshot. @throws BackupDamaged while iterating */
  blobs(): AsyncGenerator<SameBlobs> {
    return readBlobLines(this.#parts(this.manifest.blobs.parts))
  }

  /** The secrets of the installation; undefined if they did not go along. @throws BackupDamaged */
  async secrets(): Promise<ExportedSecrets | undefined> {
    const { secrets } = this.manifest
    if (secrets.length === 0) return undefined
    return JSON.parse((await bytesOf(this.#parts(secrets))).toString('utf8')) as ExportedSecrets
  }

  /**
   * The bytes of a blob; who reads them compares them with the CID.
   * @throws BackupDamaged if they are not there, or while iterating
   */
  async *blob(cid: Uint8Array): AsyncGenerator<Buffer> {
    const name = this.blobObject(cid)
    const source = await this.place.store.open(name)
    if (!source) throw new BackupDamaged(name, 'it is not there')
    yield* unpack(source, name, this.place.keys)
  }

  /** What the object of a blob is called. */
  blobObject(cid: Uint8Array): string {
    return blobObject(this.key.id, this.key.blobName(cid))
  }

  async *#parts(parts: readonly BackupPart[]): AsyncGenerator<Buffer> {
    for (const part of parts) yield* this.#part(part)
  }

  async *#part({ name, bytes, sha256 }: BackupPart): AsyncGenerator<Buffer> {
    const source = await this.place.store.open(name)
    if (!source) throw new BackupDamaged(name, 'it is not there')
    const digest = createHash('sha256')
    let count = 0
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of source as AsyncIterable<Buffer>) {
        digest.update(piece)
        count += piece.length
        yield piece
      }
    }
    yield* unpack(counted(), name, this.place.keys)
    if (count !== bytes || digest.digest('hex') !== sha256) {
      throw new BackupDamaged(name, 'it is not the one that the backup was made with')
    }
  }
}

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}
