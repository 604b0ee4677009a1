import type { Queryable } from '../../database/index.js'
import type { LongJob } from './long-job.js'

/** Hears of long jobs that have failed. Every provider of this class is found by itself. */
export abstract class LongJobEnding {
  /** Called in the transaction that notes it. */
  abstract failed(tx: Queryable, job: LongJob): Promise<void>
}
