import type { Queryable } from '../../database/index.js'
import type { LongJob } from '../../jobs/index.js'
import type { Administrator } from '../access/administrator.js'

/** What else there is to doing long work of a kind again. Every provider of this class is found by itself. */
export abstract class RetryRule {
  /** That of a `LongWork`. */
  abstract readonly kind: string

  /** Refuses whoever may not begin such work themselves. @throws {Refusal} */
  abstract assertMay(job: LongJob, by: Administrator): Promise<void>

  /** What belongs to the transaction that has the work done again. */
  abstract handOver(tx: Queryable, job: LongJob, by: Administrator): Promise<void>
}
