/** Name of the queue. */
export const BULK = 'bulk'

/** What the queue keeps of a job. */
export interface QueuedBulk {
  readonly id: string
}
