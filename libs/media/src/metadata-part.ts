import type { ByteEdit } from './byte-edit.js'
import type { LocationFinding } from './location-finding.js'

/** How a piece of metadata is changed in its file. */
export interface PartEdits {
  /** Other bytes in its place, as many as before. Absent where they are not stored as they are read. */
  write?(bytes: Uint8Array): ByteEdit[]
  /** Takes it out, or overwrites all of it where others rely on offsets in the file. */
  erase(): ByteEdit[]
}

/** A piece of metadata of a file: EXIF as TIFF data, XMP as a packet, or what tells of a place by itself. */
export type MetadataPart =
  | { kind: 'exif' | 'xmp'; bytes: Uint8Array; edits?: PartEdits }
  | { kind: 'place'; finding: LocationFinding; edits?: PartEdits }
