import { Injectable } from '@nestjs/common'
import { Refusal } from '../../refusal.js'
import { Log } from '../../telemetry/index.js'
import type { BackupPlace } from '../store/backup-places.js'
import { listBackups, type PlacedBackup } from './backup-list.js'
import { blobFolderOf, manifestOf } from './object-names.js'
import { UsedBlobs } from './used-blobs.js'

/** Objects removed together. */
const BATCH = 500

/** What was removed. */
export interface Removed {
  /** ids of backups, also such as were never finished */
  readonly backups: readonly string[]
  /** blobs that no backup has any more */
  readonly blobs: number
}

/** Removes backups that are too old, and what is left of those that were never finished. */
@Injectable()
export class Retention {
  constructor(private readonly log: Log) {}

  /**
   * Keeps the newest complete backups; nobody may be making one. A manifest goes first, so that no backup is ever
   * without its parts.
   * @param keyId of the backup that was made just now
   */
  async run(place: BackupPlace, keep: number, keyId: string): Promise<Removed> {
    const all = await listBackups(place.store)
    const kept = all.filter(({ isComplete }) => isComplete).slice(0, keep)
    const gone = all.filter((backup) => !kept.includes(backup))
    for (const backup of gone) await removeBackup(place, backup)
    const blobs = gone.length === 0 ? 0 : await this.#blobs(place, kept, keyId)
    return { backups: gone.map(({ id }) => id), blobs }
  }

  async #blobs(place: BackupPlace, kept: readonly PlacedBackup[], keyId: string): Promise<number> {
    const used = new UsedBlobs()
    try {
      for (const { id } of kept) await used.add(place, id, keyId)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.log.warn({ err: error }, 'blobs of old backups stay, as it is not known which are still needed')
      return 0
    }
    let removed = 0
    let batch: string[] = []
    const flush = async (): Promise<void> => {
      await place.store.remove(batch)
      removed += batch.length
      batch = []
    }
    for await (const { name } of place.store.list(blobFolderOf(keyId))) {
      if (used.has(name)) continue
      if (batch.push(name) >= BATCH) await flush()
    }
    await flush()
    return removed
  }
}

async function removeBackup(place: BackupPlace, { id, objects }: PlacedBackup): Promise<void> {
  const manifest = manifestOf(id)
  await place.store.remove([manifest])
  await place.store.remove(objects.filter((name) => name !== manifest))
}
