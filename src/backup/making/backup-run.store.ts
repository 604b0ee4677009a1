import type { Queryable } from '../../database/index.js'

/** A backup that was made, or one that was restored to see whether that can be done: tried, at least. */
export interface RecordedRun {
  readonly kind: 'backup' | 'drill'
  /** where the backups are */
  readonly place: string
  readonly backupId: string | undefined
  readonly startedAt: Date
  readonly endedAt: Date
  readonly succeeded: boolean
  /** of the backup, without its blobs */
  readonly bytes: number | undefined
  readonly note: string | undefined
}

/** Remembers how backups went. */
export abstract class BackupRunStore {
  /** Adds a run, and forgets those that are long past. */
  abstract add(run: RecordedRun, on?: Queryable): Promise<void>

  /** The newest run of a kind, or the newest one that went well. */
  abstract last(kind: RecordedRun['kind'], options?: { succeeded: true }): Promise<RecordedRun | undefined>
}
