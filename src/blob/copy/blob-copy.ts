import { cidBytesToString } from '@guildhall/data'
import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import type { BlobStore, SpooledFile } from '../blob.store.js'
import { UploadSpool } from '../upload/upload-spool.js'
import { BlobCutShort, BlobEmpty, BlobTooLarge } from '../upload/upload.errors.js'
import { BlobListStore, type ListedBlob } from './blob-list.store.js'

/** Blobs listed at a time. */
const PAGE = 500

/** Blobs under way at a time: each is on disk for a moment, and has a connection to each store. */
const UNDER_WAY_MAX = 4

/** Uploads that were under way when a pass began are looked for in the next one. */
const OVERLAP_MS = 60 * 60 * 1000

/** Passes after which what still comes is left to the next copy. */
const PASSES_MAX = 5

/** How far a copy is. */
export interface CopyProgress {
  /** blobs and bytes that were looked at, of so many */
  blobs: number
  blobsTotal: number
  bytes: number
  bytesTotal: number
}

/** What became of the blobs. */
export interface CopyReport {
  copied: number
  copiedBytes: number
  /** were there already */
  present: number
  /** CIDs of blobs whose bytes the first store does not have */
  missing: string[]
  /** CIDs of blobs whose bytes are others, in one of the stores */
  wrong: string[]
}

/** Between what, and how. */
export interface CopyOrder {
  from: BlobStore
  to: BlobStore
  /** reads again what is there already, and compares it with its CID */
  verify: boolean
  onProgress?: (progress: CopyProgress) => void
}

/**
 * Copies the bytes of all blobs from one store to another. What is there with its size is passed over, so that a copy
 * that was interrupted goes on; what is copied has the hash that its CID says. Beside a running server, it goes over
 * what has been uploaded meanwhile until there is nothing new.
 */
@Injectable()
export class BlobCopy {
  constructor(
    private readonly blobs: BlobListStore,
    private readonly spool: UploadSpool,
    private readonly clock: Clock,
  ) {}

  /** @throws BlobStoreUnavailable: what was copied is copied */
  async run(order: CopyOrder): Promise<CopyReport> {
    const report: CopyReport = { copied: 0, copiedBytes: 0, present: 0, missing: [], wrong: [] }
    let since: Date | undefined
    for (let pass = 0; pass < PASSES_MAX; pass++) {
      const begunAt = this.clock.nowMs()
      const before = report.copied
      await this.#pass(order, since, report)
      if (pass > 0 && report.copied === before) break
      since = new Date(begunAt - OVERLAP_MS)
    }
    return { ...report, missing: [...new Set(report.missing)], wrong: [...new Set(report.wrong)] }
  }

  async #pass(order: CopyOrder, since: Date | undefined, report: CopyReport): Promise<void> {
    const { count, bytes } = await this.blobs.totals(since)
    const progress: CopyProgress = { blobs: 0, blobsTotal: count, bytes: 0, bytesTotal: bytes }
    for (let after = ''; ;) {
      const page = await this.blobs.page({ since, after, limit: PAGE })
      if (page.length === 0) return
      const waiting = [...page]
      const work = async (): Promise<void> => {
        for (let blob = waiting.shift(); blob; blob = waiting.shift()) {
          await this.#copy(order, blob, report)
          progress.blobs++
          progress.bytes += blob.size
          order.onProgress?.({ ...progress })
        }
      }
      await Promise.all(Array.from({ length: UNDER_WAY_MAX }, work))
      after = page.at(-1)!.objectKey
    }
  }

  async #copy({ from, to, verify }: CopyOrder, blob: ListedBlob, report: CopyReport): Promise<void> {
    if ((await to.size(blob.objectKey)) === blob.size) {
      report.present++
      if (verify) await this.#fetch(to, blob, report, (file) => this.spool.discard(file))
      return
    }
    await this.#fetch(from, blob, report, async (file) => {
      await to.put(blob.objectKey, file, blob.mimeType)
      report.copied++
      report.copiedBytes += blob.size
    })
  }

  /** Hands over the bytes of a blob as a file, if they are what they should be. */
  async #fetch(
    store: BlobStore,
    blob: ListedBlob,
    report: CopyReport,
    use: (file: SpooledFile) => Promise<void>,
  ): Promise<void> {
    const body = await store.open(blob.objectKey)
    const name = cidBytesToString(blob.cid)
    if (!body) {
      // It may have been deleted since it was listed.
      if (await this.blobs.isNamed(blob.objectKey)) report.missing.push(name)
      return
    }
    try {
      const file = await this.spool.receive(body, { bytesMax: blob.size, announced: blob.size })
      if (Buffer.compare(file.cid, blob.cid) === 0) return await use(file)
      await this.spool.discard(file)
    } catch (error) {
      if (!isOtherSize(error)) throw error
    }
    report.wrong.push(name)
  }
}

/** Whether what came is longer or shorter than the blob. */
function isOtherSize(error: unknown): boolean {
  return error instanceof BlobTooLarge || error instanceof BlobCutShort || error instanceof BlobEmpty
}
