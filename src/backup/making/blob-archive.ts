import { createHash } from 'node:crypto'
import { cidBytesToString, rawCidBytes } from '@guildhall/data'
import type { BlobStore } from '../../blob/index.js'
import type { ArchiveWriter } from '../archive/archive-writer.js'
import type { SameBlobs } from '../archive/blob-line.js'
import { eachOf } from '../each-of.js'
import { packedLength } from '../format/packing.js'
import type { BackupStore } from '../store/backup.store.js'

/** Blobs under way at a time: each has a connection to both stores. */
const UNDER_WAY_MAX = 4

/** What became of the blobs of a snapshot. */
export interface BlobsReport {
  /** files; what several accounts have counts once */
  count: number
  bytes: number
  copied: number
  copiedBytes: number
  /** CIDs of those whose bytes are gone, or are others */
  lost: string[]
}

/** The bytes are not those of the CID. */
class OtherBytes extends Error {}

/** Brings the bytes of blobs to where backups are, each once, whatever backups they belong to. */
export class BlobArchive {
  constructor(
    private readonly from: BlobStore,
    private readonly to: BackupStore,
    private readonly writer: ArchiveWriter,
    private readonly objectOf: (cid: Uint8Array) => string,
  ) {}

  /**
   * @param blobs of a snapshot whose objects are being kept
   * @throws BlobStoreUnavailable, BackupPlaceUnavailable
   */
  async run(blobs: AsyncGenerator<SameBlobs>, onRows: (rows: number) => void): Promise<BlobsReport> {
    const report: BlobsReport = { count: 0, bytes: 0, copied: 0, copiedBytes: 0, lost: [] }
    let rows = 0
    await eachOf(blobs, UNDER_WAY_MAX, async (same) => {
      await this.#archive(same, report)
      onRows((rows += same.length))
    })
    return report
  }

  async #archive(same: SameBlobs, report: BlobsReport): Promise<void> {
    const [{ cid, size }] = same
    report.count++
    report.bytes += size
    const object = this.objectOf(cid)
    if ((await this.to.size(object)) === packedLength(size)) return
    for (const { objectKey } of same) {
      if (!(await this.#copy(cid, objectKey, object))) continue
      report.copied++
      report.copiedBytes += size
      return
    }
    report.lost.push(cidBytesToString(cid))
  }

  /** @returns false if the store has not got these bytes */
  async #copy(cid: Uint8Array, objectKey: string, object: string): Promise<boolean> {
    const source = await this.from.open(objectKey)
    if (!source) return false
    try {
      await this.writer.shared(object, asPromised(source as AsyncIterable<Buffer>, cid))
      return true
    } catch (error) {
      if (error instanceof OtherBytes) return false
      throw error
    } finally {
      source.destroy()
    }
  }
}

/** The stream, which ends with an error if it is not that of the CID. @throws OtherBytes */
async function* asPromised(source: AsyncIterable<Buffer>, cid: Uint8Array): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const piece of source) {
    hash.update(piece)
    yield piece
  }
  if (Buffer.compare(rawCidBytes(hash.digest()), cid) !== 0) throw new OtherBytes()
}
