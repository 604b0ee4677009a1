/** How far a backup is. */
export type BackupProgress =
  | {
      readonly step: 'table'
      readonly name: string
      readonly rows: number
      readonly done: number
      readonly of: number
    }
  | { readonly step: 'blobs'; readonly blobs: number; readonly copiedBytes: number }

/** Hears how far a backup is; must be quick. */
export type HearProgress = (progress: BackupProgress) => void
