import { Injectable } from '@nestjs/common'
import { BlobStore, UploadSpool } from '../../blob/index.js'
import { ArchiveReader } from '../archive/archive-reader.js'
import { findBackup } from '../archive/backup-list.js'
import { ServiceConfig } from '../../config/index.js'
import { BackupDamaged, BackupNotFound, KeysDoNotOpen, OtherHost } from '../backup.errors.js'
import type { BackupPlace } from '../store/backup-places.js'
import { checkBlobs, checkTables } from './archive-check.js'
import { type OpenedKeys, openArchivedKeys } from './archived-keys.js'
import { BlobReturn, type ReturnedBlobs } from './blob-return.js'
import { refuseNewer } from './database-load.js'
import { type Continuation, type LoadedDatabase, RestoredDatabase } from './restored-database.js'
import { RestoredKeys } from './restored-keys.js'

/** How a backup is restored. */
export interface RestoreOrder extends Continuation {
  /** the newest one, unless another one is named */
  readonly id?: string | undefined
  /** whether what is in the database may be lost */
  readonly replaces: boolean
  /** whether blobs may be missing that are damaged in the backup */
  readonly toleratesLostBlobs: boolean
  /** whether the backup may be of a server of another name */
  readonly isOtherHost: boolean
  readonly onStep?: ((step: RestoreStep) => void) | undefined
}

/** Where a restore is; each takes as long as the backup is large. */
export type RestoreStep = 'checking' | 'blobs' | 'database'

/** A backup that was restored. */
export interface RestoreReport {
  readonly manifest: ArchiveReader['manifest']
  readonly database: LoadedDatabase
  readonly keys: OpenedKeys
  readonly blobs: ReturnedBlobs
  /** names of secrets that came with the backup */
  readonly secrets: readonly string[]
}

/**
 * Restores backups. All of a backup is read and checked before anything is changed; blobs come before the rows that name
 * them, and the rows come in one transaction. When that fails, the database and the secrets are what they were.
 */
@Injectable()
export class RestoreRun {
  constructor(
    private readonly database: RestoredDatabase,
    private readonly keys: RestoredKeys,
    private readonly store: BlobStore,
    private readonly spool: UploadSpool,
    private readonly config: ServiceConfig,
  ) {}

  /**
   * @throws BackupNotFound, WrongBackupKey, BackupDamaged, BackupTooNew, DatabaseInUse, DatabaseNotEmpty, KeysDoNotOpen,
   * OtherHost: nothing is changed then
   */
  async run(place: BackupPlace, order: RestoreOrder): Promise<RestoreReport> {
    const found = await findBackup(place.store, order.id)
    if (!found) throw new BackupNotFound(order.id, place.store.description)
    const reader = await ArchiveReader.open(place, found.id)
    const { publicUrl } = reader.manifest
    if (publicUrl !== this.config.publicUrl && !order.isOtherHost)
      throw new OtherHost(publicUrl, this.config.publicUrl)
    refuseNewer(reader.manifest)
    return this.database.claim(order.replaces, async () => {
      order.onStep?.('checking')
      await checkTables(reader)
      const { faults } = await checkBlobs(reader)
      if (faults.length > 0 && !order.toleratesLostBlobs) throw damaged(faults)
      const keys = await openArchivedKeys(reader, await this.keys.vaultFor(reader))
      if (keys.keys > 0 && keys.opened === 0) throw new KeysDoNotOpen(keys.keys)
      order.onStep?.('blobs')
      const blobs = await new BlobReturn(reader, this.store, this.spool).run()
      order.onStep?.('database')
      return { manifest: reader.manifest, ...(await this.#load(reader, order)), keys, blobs }
    })
  }

  async #load(
    reader: ArchiveReader,
    order: RestoreOrder,
  ): Promise<Pick<RestoreReport, 'database' | 'secrets'>> {
    let secrets: string[] = []
    const database = await this.database.load(reader, order, {
      run: async () => {
        // Before the rows: accounts whose keys nobody can open would be worse than secrets without accounts.
        secrets = await this.keys.takeOver(reader)
      },
      undo: () => this.keys.giveBack(),
    })
    return { database, secrets }
  }
}

function damaged(faults: readonly string[]): BackupDamaged {
  const advice = 'with --tolerate-lost-blobs, all the rest is restored'
  return new BackupDamaged(`${faults.length} blobs of the backup`, `${faults[0]!}; ${advice}`)
}
