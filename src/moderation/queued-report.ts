/** Name of the queue. */
export const REPORTS = 'reports'

/** What the queue keeps of a report that is to be sent on. */
export interface QueuedReport {
  readonly id: number
}
