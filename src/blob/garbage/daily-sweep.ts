import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../../jobs/index.js'
import { Log } from '../../telemetry/index.js'
import { BlobSweep } from './blob-sweep.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Blobs named in the log; `npm run pds -- blobs sweep --dry-run` lists all. */
const MISSING_SHOWN = 20

/** Sweeps once a day. */
@Injectable()
export class DailySweep extends HousekeepingTask {
  override readonly name = 'sweep of the store of blobs'
  override readonly everyMs = DAY_MS

  constructor(
    private readonly sweep: BlobSweep,
    private readonly log: Log,
  ) {
    super()
  }

  override async run(): Promise<void> {
    const { missing, ...counts } = await this.sweep.run()
    this.log.info({ ...counts, missing: missing.length }, 'swept the store of blobs')
    if (missing.length === 0) return
    const shown = missing.slice(0, MISSING_SHOWN)
    this.log.error({ missing: missing.length, shown }, 'the bytes of blobs are missing in the store')
  }
}
