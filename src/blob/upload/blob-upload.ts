import { cidBytesToString } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { BlobAllowance } from '../allowance/blob-allowance.js'
import { BlobAllowances } from '../allowance/blob-allowances.js'
import { BlobConfig } from '../blob.config.js'
import { BlobKeeper } from './blob-keeper.js'
import { LocationCheck } from './location-check.js'
import { type SpooledUpload, UploadSpool } from './upload-spool.js'

/** A blob on its way. */
export interface ArrivingBlob {
  body: AsyncIterable<Uint8Array>
  /** the media type that the sender states */
  encoding: string
  /** bytes, if they were announced */
  size?: number
}

/** What the sender may do and knows. */
export interface UploadTerms {
  /** whether the sender knows that the file gives away a place */
  knowsLocation: boolean
  /** Refuses a media type that may not be uploaded, by throwing. */
  admit(mimeType: string): void
}

/** An upload that was kept. */
export interface UploadedBlob {
  cid: string
  mimeType: string
  /** bytes */
  size: number
  /** set when the account will soon be at its limit (bytes) */
  quotaWarning?: { storedBytes: number; quotaBytes: number }
}

/** Takes uploads: each is a file on the disk until it is known what it is and that it may stay. */
@Injectable()
export class BlobUpload {
  constructor(
    private readonly spool: UploadSpool,
    private readonly check: LocationCheck,
    private readonly keeper: BlobKeeper,
    private readonly allowances: BlobAllowances,
    private readonly config: BlobConfig,
  ) {}

  /**
   * Takes a blob; it stays if a record refers to it before long.
   * @throws BlobTooLarge, BlobEmpty, BlobCutShort, UploadTooSlow, LocationMetadata, BlobTakenDown, BlobQuotaExceeded,
   * DailyUploadsExceeded, BlobStoreUnavailable, and what the body or `admit` throws; nothing is kept then
   */
  async run(did: Did, { body, encoding, size }: ArrivingBlob, terms: UploadTerms): Promise<UploadedBlob> {
    const allowance = await this.allowances.of(did)
    await this.allowances.assertRoom(did, allowance, size ?? 0)
    const upload = await this.spool.receive(body, { bytesMax: allowance.uploadBytesMax, announced: size })
    try {
      const { mimeType, location } = await this.check.look(upload, encoding)
      terms.admit(mimeType)
      if (location === undefined) return await this.#keep(did, upload, mimeType, allowance)
      const isAllowed = terms.knowsLocation || allowance.locationAllowed
      const judged = await this.check.judge(upload, { mimeType, location }, isAllowed)
      try {
        return await this.#keep(did, judged, mimeType, allowance)
      } finally {
        await this.spool.discard(judged)
      }
    } finally {
      await this.spool.discard(upload)
    }
  }

  async #keep(
    did: Did,
    upload: SpooledUpload,
    mimeType: string,
    allowance: BlobAllowance,
  ): Promise<UploadedBlob> {
    const { unusedTtlMs } = this.config
    const kept = await this.keeper.keep(upload, { did, mimeType, unusedTtlMs, allowance })
    return {
      cid: cidBytesToString(upload.cid),
      mimeType: kept.mimeType,
      size: upload.size,
      ...this.#warning(kept.storedBytes, allowance),
    }
  }

  #warning(
    storedBytes: number | undefined,
    { quotaBytes }: BlobAllowance,
  ): Pick<UploadedBlob, 'quotaWarning'> {
    if (storedBytes === undefined || quotaBytes === undefined) return {}
    if (storedBytes < (quotaBytes * this.config.quotaWarningPercent) / 100) return {}
    return { quotaWarning: { storedBytes, quotaBytes } }
  }
}
