import { BlobQuotaExceeded, DailyUploadsExceeded } from '../upload/upload.errors.js'
import type { BlobAmount } from './blob-allowance.store.js'

/** What an account may do; undefined is without limit. */
export interface BlobAllowance {
  uploadBytesMax: number
  quotaBytes: number | undefined
  dailyBytes: number | undefined
  dailyCount: number | undefined
  /** whether the metadata of its files may give away a place */
  locationAllowed: boolean
}

/** Whether it matters what was uploaded today. */
export function isMetered({ dailyBytes, dailyCount }: BlobAllowance): boolean {
  return dailyBytes !== undefined || dailyCount !== undefined
}

/** @throws DailyUploadsExceeded */
export function assertDailyUploads({ dailyBytes, dailyCount }: BlobAllowance, today: BlobAmount): void {
  if (today.count > (dailyCount ?? Infinity)) throw new DailyUploadsExceeded(`${dailyCount} blobs`)
  if (today.bytes > (dailyBytes ?? Infinity)) throw new DailyUploadsExceeded(`${dailyBytes} bytes`)
}

/** @throws BlobQuotaExceeded */
export function assertQuota({ quotaBytes }: BlobAllowance, storedBytes: number): void {
  if (quotaBytes !== undefined && storedBytes > quotaBytes) throw new BlobQuotaExceeded(quotaBytes)
}
