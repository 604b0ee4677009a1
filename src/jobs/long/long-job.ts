/** Where long work stands. */
export const LONG_JOB_STATES = ['waiting', 'active', 'done', 'failed', 'cancelled'] as const
export type LongJobState = (typeof LONG_JOB_STATES)[number]

/** Long work that somebody wants. */
export interface NewLongJob {
  /** UUID version 7: jobs are in the order of their ids */
  readonly id: string
  readonly kind: string
  /** what the work needs to know, as JSON; no secrets, and nothing personal */
  readonly input: object
  /** who wants it, in a few words: the DID of a member, the id of a token */
  readonly requestedBy: string | undefined
}

/** Long work that was asked for. */
export interface LongJob extends Omit<NewLongJob, 'input'> {
  readonly state: LongJobState
  /** of how many units, counted in `unit` */
  readonly done: number
  readonly total: number | undefined
  readonly unit: string
  readonly result: object | undefined
  /** why it failed */
  readonly failure: string | undefined
  /** how often it was begun since somebody asked for it */
  readonly attempts: number
  /** whether it is to stop as soon as it can */
  readonly isCancelWanted: boolean
  readonly createdAt: Date
  readonly startedAt: Date | undefined
  readonly endedAt: Date | undefined
}

/** A line of a job's log. */
export interface LongJobLine {
  /** from 1 */
  readonly no: number
  readonly at: Date
  readonly text: string
}

/** Which jobs are looked for, and from where on. */
export interface LongJobQuery {
  readonly kind?: string | undefined
  readonly state?: LongJobState | undefined
  /** id of the job that the first one follows */
  readonly after?: string | undefined
  readonly descending: boolean
  readonly limit: number
}

/** Whether a job is over. */
export function isEnded({ state }: Pick<LongJob, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}
