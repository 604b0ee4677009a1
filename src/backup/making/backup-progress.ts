/** How far a backup is: tables first, then blobs. */
export interface BackupProgress {
  readonly step: 'tables' | 'blobs'
  readonly done: number
  readonly of: number
}

/** Hears how far a backup is; must be quick. */
export type HearProgress = (progress: BackupProgress) => void
