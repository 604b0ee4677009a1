import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { FormerHandles } from './former-handles.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Former handles forgotten by one statement. */
const BATCH = 1_000

/** Forgets who had handles that everybody may have again. */
@Injectable()
export class ExpiredFormerHandles extends HousekeepingTask {
  override readonly name = 'expired former handles'
  override readonly everyMs = DAY_MS

  constructor(private readonly former: FormerHandles) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    return inBatches(BATCH, (limit) => this.former.removeExpired(limit))
  }
}
