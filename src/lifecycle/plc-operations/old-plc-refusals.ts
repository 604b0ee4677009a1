import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { PlcRefusals } from './plc-refusals.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** Most are of accounts that never came to be: no operation follows that would clear them. */
const KEPT_MS = 30 * DAY_MS
/** Refusals forgotten by one statement. */
const BATCH = 1_000

/** Forgets why operations were not taken that nobody has tried again for a month. */
@Injectable()
export class OldPlcRefusals extends HousekeepingTask {
  override readonly name = 'old refusals of the PLC directory'
  override readonly everyMs = DAY_MS

  constructor(
    private readonly refusals: PlcRefusals,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    const before = new Date(this.clock.nowMs() - KEPT_MS)
    return inBatches(BATCH, (limit) => this.refusals.removeBefore(before, limit))
  }
}
