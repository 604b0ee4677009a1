import { BackupTooNew } from '../backup.errors.js'

/** The form of manifests that this release writes. */
export const MANIFEST_FORMAT = 1

/** One object of a backup, as it lies in its place. */
export interface BackupPart {
  readonly name: string
  /** bytes, encrypted */
  readonly bytes: number
  /** SHA-256 of these bytes, in hexadecimal digits */
  readonly sha256: string
}

/** Rows of a table, in the binary form of COPY, in one part or several to be read one after the other. */
export interface ArchivedTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
  readonly parts: readonly BackupPart[]
}

/** All that a backup is, but for the bytes of its parts and of its blobs. It is written last: without it there is none. */
export interface Manifest {
  readonly format: number
  readonly id: string
  /** When the snapshot was taken (RFC 3339). */
  readonly madeAt: string
  /** Version of the server that made it. */
  readonly version: string
  readonly publicUrl: string
  /** Names of the migrations that the database had. */
  readonly migrations: readonly string[]
  /** The highest number of an event at the time of the snapshot. */
  readonly lastSeq: number
  readonly tables: readonly ArchivedTable[]
  /** Last values of the sequences, by name. */
  readonly sequences: Readonly<Record<string, number>>
  readonly blobs: {
    /** one line for each blob of the snapshot: see `blob-line.ts` */
    readonly parts: readonly BackupPart[]
    readonly count: number
    /** of files, those that several accounts have counted once */
    readonly bytes: number
    /** CIDs of blobs whose bytes were not there, or not what they should be */
    readonly lost: readonly string[]
  }
  /** The secrets of the installation, if they were to go along. */
  readonly secrets: readonly BackupPart[]
}

/** All parts of a backup. */
export function partsOf({ tables, blobs, secrets }: Manifest): BackupPart[] {
  return [...tables.flatMap(({ parts }) => parts), ...blobs.parts, ...secrets]
}

/** Reads a manifest, whose bytes are known to be those that were written. @throws BackupTooNew */
export function parseManifest(text: string): Manifest {
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format > MANIFEST_FORMAT) {
    throw new BackupTooNew(`it has the form ${manifest.format}, and was made by version ${manifest.version}`)
  }
  return manifest
}

/** Rows of a table; 0 for one that is not there. */
export function rowsOf({ tables }: Manifest, name: string): number {
  return tables.find((table) => table.name === name)?.rows ?? 0
}
