import type { BackupStore } from '../store/backup.store.js'
import { BACKUPS, idOf, manifestOf } from './object-names.js'

/** A backup as its place shows it to somebody without the key. */
export interface PlacedBackup {
  readonly id: string
  /** Without a manifest it is none: one that is being made, or whose maker died. */
  readonly isComplete: boolean
  /** bytes of its own objects; blobs are shared and not among them */
  readonly bytes: number
  readonly objects: readonly string[]
}

/** The backups of a place, the newest first. @throws BackupPlaceUnavailable */
export async function listBackups(store: BackupStore): Promise<PlacedBackup[]> {
  const found = new Map<string, { bytes: number; objects: string[] }>()
  for await (const { name, size } of store.list(BACKUPS)) {
    const id = idOf(name)
    if (id === undefined) continue
    const backup = found.get(id) ?? { bytes: 0, objects: [] }
    backup.bytes += size
    backup.objects.push(name)
    found.set(id, backup)
  }
  return [...found]
    .map(([id, { bytes, objects }]) => ({
      id,
      bytes,
      objects,
      isComplete: objects.includes(manifestOf(id)),
    }))
    .sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** The newest complete backup, or the one of that id if it is complete. */
export async function findBackup(store: BackupStore, id?: string): Promise<PlacedBackup | undefined> {
  const backups = await listBackups(store)
  return backups.find((backup) => backup.isComplete && (id === undefined || backup.id === id))
}
