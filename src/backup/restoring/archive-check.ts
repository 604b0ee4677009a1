import { cidBytesToString } from '@guildhall/data'
import type { ArchiveReader } from '../archive/archive-reader.js'
import { BackupDamaged } from '../backup.errors.js'
import { eachOf } from '../each-of.js'
import { areOfCid } from './are-of-cid.js'

/** Blobs read at a time. */
const UNDER_WAY_MAX = 4

/** What was read of a backup, and what is wrong with it. */
export interface ArchiveFindings {
  blobs: number
  blobBytes: number
  /** in words, one for each object */
  faults: string[]
}

/** Reads the rows of a backup to their end, without doing anything with them. @throws BackupDamaged, WrongBackupKey */
export async function checkTables(reader: ArchiveReader): Promise<void> {
  for (const table of reader.manifest.tables) {
    // Whatever is wrong is thrown while it is read.
    for await (const _ of reader.table(table));
  }
  await reader.secrets()
}

/** Reads all blobs of a backup, and compares them with their CIDs. What was lost before the backup is no fault of it. */
export async function checkBlobs(
  reader: ArchiveReader,
  onProgress: (blobs: number) => void = () => undefined,
): Promise<ArchiveFindings> {
  const findings: ArchiveFindings = { blobs: 0, blobBytes: 0, faults: [] }
  const lost = new Set(reader.manifest.blobs.lost)
  await eachOf(reader.blobs(), UNDER_WAY_MAX, async ([{ cid, size }]) => {
    const name = cidBytesToString(cid)
    const fault = lost.has(name) ? undefined : await faultOf(reader, cid)
    if (fault) findings.faults.push(`blob ${name}: ${fault}`)
    findings.blobBytes += size
    onProgress(++findings.blobs)
  })
  return findings
}

async function faultOf(reader: ArchiveReader, cid: Buffer): Promise<string | undefined> {
  try {
    return (await areOfCid(reader.blob(cid), cid)) ? undefined : 'its bytes are others'
  } catch (error) {
    if (error instanceof BackupDamaged) return error.message
    throw error
  }
}
