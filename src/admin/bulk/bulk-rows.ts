import type { Administrator } from '../access/administrator.js'
import type { BulkJob, BulkRow, RowResult } from './bulk-job.js'

/** Does the rows of one kind of job. */
export abstract class BulkRows {
  /**
   * Does a row, or says what it would do.
   * @param by whoever began the job
   * @returns `later` if it cannot be done now, but may be before long
   * @throws {Refusal} if it cannot be done
   */
  abstract handle(job: BulkJob, row: BulkRow, by: Administrator): Promise<RowResult | 'later'>
}
