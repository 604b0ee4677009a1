import type { ByteEdit, LocationFinding } from '@guildhall/media'

/** What a thread is asked to do with a file of this machine's disk. */
export type InspectionTask =
  | { task: 'inspect'; path: string; declared: string | undefined }
  | { task: 'strip'; path: string; mimeType: string }

/** What it answers: `ready` once, then for each task what it finds as it finds it, `done` at the end. */
export type InspectionReply =
  | { step: 'ready' }
  | { step: 'type'; mimeType: string }
  | { step: 'place'; location: LocationFinding }
  | { step: 'edits'; edits: ByteEdit[] }
  | { step: 'done' }
