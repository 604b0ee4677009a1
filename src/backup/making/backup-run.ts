import { Injectable } from '@nestjs/common'
import { BlobStore } from '../../blob/index.js'
import { Secrets, ServiceConfig } from '../../config/index.js'
import { Database } from '../../database/index.js'
import { Random } from '../../telemetry/index.js'
import { ArchiveReader } from '../archive/archive-reader.js'
import { ArchiveWriter } from '../archive/archive-writer.js'
import { MANIFEST_FORMAT, type Manifest, rowsOf } from '../archive/manifest.js'
import { backupId } from '../archive/object-names.js'
import type { BackupPlace } from '../store/backup-places.js'
import type { HearProgress } from './backup-progress.js'
import { BlobArchive, type BlobsReport } from './blob-archive.js'
import { DatabaseSnapshot } from './database-snapshot.js'
import { keyForNew } from './place-key.js'
import { TableArchive } from './table-archive.js'

const SUFFIX_BYTES = 3
const MANIFEST = 'manifest'

/** What a new backup is to hold. */
export interface BackupOrder {
  readonly withKeys: boolean
  readonly onProgress?: HearProgress | undefined
}

/** A backup that was made. */
export interface MadeBackup {
  readonly manifest: Manifest
  /** names the key that it was made with */
  readonly keyId: string
  readonly blobs: BlobsReport
}

/**
 * Makes backups while the server runs: all rows as they were at one moment, then the bytes of the blobs that they name.
 * The manifest comes last, and makes a backup of it all.
 */
@Injectable()
export class BackupRun {
  constructor(
    private readonly db: Database,
    private readonly blobs: BlobStore,
    private readonly secrets: Secrets,
    private readonly config: ServiceConfig,
    private readonly random: Random,
  ) {}

  /**
   * @param use called with the new backup before another one can begin
   * @throws BackupUnderWay, SnapshotLost, BackupPlaceUnavailable, BlobStoreUnavailable: there is no backup then
   */
  async run<T>(place: BackupPlace, order: BackupOrder, use: (made: MadeBackup) => Promise<T>): Promise<T> {
    const snapshot = await DatabaseSnapshot.take(this.db)
    try {
      await place.store.tidy()
      return await use(await this.#make(snapshot, place, order))
    } finally {
      await snapshot.end()
    }
  }

  async #make(snapshot: DatabaseSnapshot, place: BackupPlace, order: BackupOrder): Promise<MadeBackup> {
    const key = await keyForNew(place, this.random)
    const suffix = Buffer.from(this.random.bytes(SUFFIX_BYTES)).toString('hex')
    const id = backupId(snapshot.facts.madeAt, suffix)
    const writer = new ArchiveWriter(place.store, key, id, this.random)
    const draft = await this.#tables(snapshot, writer, id, order)
    const reader = ArchiveReader.of(place, key, draft)
    const blobs = await this.#archiveBlobs(place, writer, reader, order)
    const manifest = {
      ...draft,
      blobs: { ...draft.blobs, count: blobs.count, bytes: blobs.bytes, lost: blobs.lost },
    }
    await snapshot.assertHeld()
    await writer.part(MANIFEST, [Buffer.from(JSON.stringify(manifest))])
    return { manifest, keyId: key.id, blobs }
  }

  async #tables(
    snapshot: DatabaseSnapshot,
    writer: ArchiveWriter,
    id: string,
    { withKeys, onProgress }: BackupOrder,
  ): Promise<Manifest> {
    let done = 0
    const of = snapshot.tables.length
    const archive = new TableArchive(snapshot, writer, () =>
      onProgress?.({ step: 'tables', done: ++done, of }),
    )
    const { tables, blobs } = await archive.run()
    const sequences = await snapshot.release()
    const { madeAt, ...facts } = snapshot.facts
    const { version, publicUrl } = this.config
    return {
      ...{ format: MANIFEST_FORMAT, id, madeAt: madeAt.toISOString(), version, publicUrl },
      ...{ ...facts, tables, sequences },
      blobs: { parts: blobs, count: 0, bytes: 0, lost: [] },
      secrets: withKeys
        ? [await writer.part('secrets', [Buffer.from(JSON.stringify(this.secrets.exported()))])]
        : [],
    }
  }

  #archiveBlobs(
    place: BackupPlace,
    writer: ArchiveWriter,
    reader: ArchiveReader,
    { onProgress }: BackupOrder,
  ): Promise<BlobsReport> {
    const archive = new BlobArchive(this.blobs, place.store, writer, (cid) => reader.blobObject(cid))
    const of = rowsOf(reader.manifest, 'blob')
    return archive.run(reader.blobs(), (done) => onProgress?.({ step: 'blobs', done, of }))
  }
}
