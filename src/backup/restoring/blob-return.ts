import { cidBytesToString } from '@guildhall/data'
import type { BlobStore, UploadSpool } from '../../blob/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'
import type { ArchivedBlob } from '../archive/blob-line.js'
import { BackupDamaged } from '../backup.errors.js'
import { eachOf } from '../each-of.js'
import { areOfCid } from './are-of-cid.js'

/** Blobs under way at a time. */
const UNDER_WAY_MAX = 4

/** What became of the blobs. */
export interface ReturnedBlobs {
  copied: number
  copiedBytes: number
  /** were there already, as they should be */
  present: number
  /** CIDs of those that the backup has not got, or not as they were */
  lost: string[]
}

/** Brings blobs back to the store that the settings name, under the keys that the rows of a backup have. */
export class BlobReturn {
  constructor(
    private readonly reader: ArchiveReader,
    private readonly to: BlobStore,
    private readonly spool: UploadSpool,
  ) {}

  /** @throws BlobStoreUnavailable, BackupPlaceUnavailable: it may be done again, and goes on where it was */
  async run(): Promise<ReturnedBlobs> {
    const report: ReturnedBlobs = {
      copied: 0,
      copiedBytes: 0,
      present: 0,
      lost: [...this.reader.manifest.blobs.lost],
    }
    const lost = new Set(report.lost)
    await eachOf(this.reader.blobs(), UNDER_WAY_MAX, async (same) => {
      const name = cidBytesToString(same[0].cid)
      for (const blob of same) {
        if (!lost.has(name) && !(await this.#return(blob, report))) lost.add(name)
      }
    })
    return { ...report, lost: [...lost] }
  }

  async #return(blob: ArchivedBlob, report: ReturnedBlobs): Promise<boolean> {
    const { cid, objectKey, size, mimeType } = blob
    if (await this.#isThere(blob)) {
      report.present++
      return true
    }
    try {
      const file = await this.spool.receive(this.reader.blob(cid), { bytesMax: size, announced: size })
      if (!cid.equals(file.cid)) {
        await this.spool.discard(file)
        return false
      }
      await this.to.put(objectKey, file, mimeType)
    } catch (error) {
      if (error instanceof BackupDamaged) return false
      throw error
    }
    report.copied++
    report.copiedBytes += size
    return true
  }

  /**
   * Whether the store has a blob as it was: a disk that has lost bytes may be why somebody restores. What cannot be read is
   * not there; if the store is away, it says so when the blob is put.
   */
  async #isThere({ cid, objectKey, size }: ArchivedBlob): Promise<boolean> {
    if ((await this.to.size(objectKey)) !== size) return false
    try {
      const bytes = await this.to.open(objectKey)
      return bytes !== undefined && (await areOfCid(bytes, cid))
    } catch {
      return false
    }
  }
}
