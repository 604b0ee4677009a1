import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { AccountData } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { assertDailyUploads, assertQuota, type BlobAllowance, isMetered } from './blob-allowance.js'
import { BlobAllowanceStore, type BlobAmount } from './blob-allowance.store.js'
import { GroupQuotaStore } from './group-quota.store.js'

/**
 * What accounts may store: as the settings say, unless something else holds for the account. A quota that was given by hand
 * comes before those of groups.
 */
@Injectable()
export class BlobAllowances extends AccountData {
  override readonly known = {
    allowances: `SELECT upload_bytes_max, quota_bytes, daily_bytes, daily_count, location_allowed FROM blob_allowance WHERE did = $1`,
    quotasOfGroups: `SELECT connection_id, quota_bytes, mapped_at FROM blob_group_quota WHERE did = $1`,
    lastDayOfUploads: `SELECT day, bytes, count FROM blob_upload_day WHERE did = $1`,
  }

  constructor(
    private readonly store: BlobAllowanceStore,
    private readonly groups: GroupQuotaStore,
    private readonly config: ServiceConfig,
  ) {
    super()
  }

  /** What an account may do. */
  async of(did: Did): Promise<BlobAllowance> {
    // At once: every upload waits for it.
    const [own, groupQuota] = await Promise.all([this.store.overrides(did), this.groups.of(did)])
    const { blobUploadLimit, blobQuota, blobDailyBytes, blobDailyCount } = this.config
    return {
      uploadBytesMax: own.uploadBytesMax ?? blobUploadLimit,
      quotaBytes: own.quotaBytes ?? groupQuota ?? blobQuota,
      dailyBytes: own.dailyBytes ?? blobDailyBytes,
      dailyCount: own.dailyCount ?? blobDailyCount,
      locationAllowed: own.locationAllowed ?? false,
    }
  }

  /** The quota that holds for an account in particular, in bytes. */
  async ownQuota(did: Did, on?: Queryable): Promise<number | undefined> {
    return (await this.store.overrides(did, on)).quotaBytes
  }

  /** Gives an account a quota of its own, in bytes; with null that of the settings holds again. */
  giveQuota(tx: Queryable, did: Did, quotaBytes: number | null): Promise<void> {
    return this.store.override(did, { quotaBytes }, tx)
  }

  /**
   * Refuses, before it is read, an upload for which there can be no room. What else the account stores does not count
   * yet, since the file may be among it.
   * @param bytes as announced; 0 if they were not
   * @throws BlobQuotaExceeded, DailyUploadsExceeded
   */
  async assertRoom(did: Did, allowance: BlobAllowance, bytes: number): Promise<void> {
    assertQuota(allowance, bytes)
    if (!isMetered(allowance)) return
    const today = await this.store.today(did)
    assertDailyUploads(allowance, { bytes: today.bytes + bytes, count: today.count + 1 })
  }

  /** Counts an upload that is about to be stored. @throws DailyUploadsExceeded */
  async countUpload(tx: Queryable, did: Did, allowance: BlobAllowance, bytes: number): Promise<void> {
    assertDailyUploads(allowance, await this.store.countUpload(tx, did, bytes))
  }

  /** What the account stores, the new blob included; only if there is a quota. @throws BlobQuotaExceeded */
  async settle(tx: Queryable, did: Did, allowance: BlobAllowance): Promise<BlobAmount | undefined> {
    if (allowance.quotaBytes === undefined) return undefined
    const stored = await this.store.stored(did, tx)
    assertQuota(allowance, stored.bytes)
    return stored
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.store.erase(tx, did)
    await this.groups.erase(tx, did)
  }
}
