/** `gauge`: how much there is, of which the mean counts; `counter`: how often something happened. */
export type MeasureKind = 'gauge' | 'counter'

/** What is measured, and what of it is. */
interface MeasureFacts {
  readonly kind: MeasureKind
  readonly help: string
}

const facts = <const T extends Readonly<Record<string, MeasureFacts>>>(table: T) => table

/** Everything that charts can be drawn of. */
export const MEASURES = facts({
  'accounts.total': { kind: 'gauge', help: 'Accounts, in whatever state.' },
  'accounts.active': { kind: 'gauge', help: 'Accounts that are public and not locked.' },
  'accounts.locked': { kind: 'gauge', help: 'Accounts whose members are kept out.' },
  'accounts.suspended': { kind: 'gauge', help: 'Accounts that are suspended or taken down.' },
  'reports.open': { kind: 'gauge', help: 'Reports that wait for a moderator.' },
  'jobs.waiting': { kind: 'gauge', help: 'Background work that waits.' },
  'jobs.failed': { kind: 'gauge', help: 'Background work that has failed for good.' },
  'firehose.events': { kind: 'counter', help: 'Events of the stream.' },
  'xrpc.requests': { kind: 'counter', help: 'Calls of methods.' },
  'xrpc.errors': { kind: 'counter', help: 'Calls that failed because of the server.' },
  'http.rateLimited': { kind: 'counter', help: 'Requests that were one too many.' },
})

export type MeasureKey = keyof typeof MEASURES

/** All of them, in the order of the table. */
export const MEASURE_KEYS = Object.keys(MEASURES) as readonly MeasureKey[]

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long a bucket is, and how long it is kept. */
export const BUCKETS = {
  minute: { lengthMs: MINUTE_MS, keptMs: DAY_MS },
  hour: { lengthMs: HOUR_MS, keptMs: 30 * DAY_MS },
  day: { lengthMs: DAY_MS, keptMs: 731 * DAY_MS },
} as const

export type Bucket = keyof typeof BUCKETS
export const BUCKET_NAMES = Object.keys(BUCKETS) as readonly Bucket[]
