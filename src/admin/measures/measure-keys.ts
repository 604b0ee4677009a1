/** `gauge`: how much there is, of which the mean counts; `counter`: how often something happened, or how much of it. */
export type MeasureKind = 'gauge' | 'counter'

/** What a measure is counted in. `share`: of 1. */
export type MeasureUnit = 'count' | 'bytes' | 'seconds' | 'share'

/** What measures are about: charts stand together by it. */
export const MEASURE_GROUPS = ['people', 'content', 'calls', 'network', 'background', 'process'] as const
export type MeasureGroup = (typeof MEASURE_GROUPS)[number]

/** What is measured, and what of it. */
interface MeasureFacts {
  readonly group: MeasureGroup
  readonly kind: MeasureKind
  /** @default count */
  readonly unit?: MeasureUnit
  readonly help: string
}

const facts = <const T extends Readonly<Record<string, MeasureFacts>>>(table: T) => table

/** Everything that charts can be drawn of. */
export const MEASURES = facts({
  'accounts.total': { group: 'people', kind: 'gauge', help: 'Accounts, in whatever state.' },
  'accounts.active': { group: 'people', kind: 'gauge', help: 'Accounts that are public and not locked.' },
  'accounts.locked': { group: 'people', kind: 'gauge', help: 'Accounts whose members are kept out.' },
  'accounts.suspended': {
    ...{ group: 'people', kind: 'gauge' },
    help: 'Accounts that are suspended or taken down.',
  },
  'accounts.created': { group: 'people', kind: 'counter', help: 'Accounts that were made.' },
  'accounts.throttled': {
    ...{ group: 'people', kind: 'gauge' },
    help: 'Accounts that some relay does not pass on.',
  },
  'signin.success': {
    ...{ group: 'people', kind: 'counter' },
    help: 'Sign-ins with a password or with an organization.',
  },
  'signin.failure': { group: 'people', kind: 'counter', help: 'Sign-ins that were refused.' },
  'signin.sso': { group: 'people', kind: 'counter', help: 'Sign-ins with an organization alone.' },
  'oauth.grants': { group: 'people', kind: 'counter', help: 'Applications that were allowed to act.' },
  'reports.open': { group: 'people', kind: 'gauge', help: 'Reports that wait for a moderator.' },
  'repo.writes': { group: 'content', kind: 'counter', help: 'Records that were written.' },
  'blob.count': { group: 'content', kind: 'gauge', help: 'Files that are kept.' },
  'blob.bytes': { group: 'content', kind: 'gauge', unit: 'bytes', help: 'Room that these take.' },
  'xrpc.requests': { group: 'calls', kind: 'counter', help: 'Calls of methods.' },
  'xrpc.clientErrors': { group: 'calls', kind: 'counter', help: 'Calls that were refused.' },
  'xrpc.errors': { group: 'calls', kind: 'counter', help: 'Calls that failed because of the server.' },
  'xrpc.latencyP50': {
    ...{ group: 'calls', kind: 'gauge', unit: 'seconds' },
    help: 'Half of the calls took no longer.',
  },
  'xrpc.latencyP95': {
    ...{ group: 'calls', kind: 'gauge', unit: 'seconds' },
    help: '95 of 100 calls took no longer.',
  },
  'xrpc.latencyP99': {
    ...{ group: 'calls', kind: 'gauge', unit: 'seconds' },
    help: '99 of 100 calls took no longer.',
  },
  'http.rateLimited': { group: 'calls', kind: 'counter', help: 'Calls that were one too many.' },
  'firehose.events': { group: 'network', kind: 'counter', help: 'Events of the stream.' },
  'firehose.bytes': {
    ...{ group: 'network', kind: 'counter', unit: 'bytes' },
    help: 'What was sent to those who read it.',
  },
  'firehose.subscribers': { group: 'network', kind: 'gauge', help: 'Those who read it.' },
  'firehose.lagMax': { group: 'network', kind: 'gauge', help: 'Events that the slowest of them is behind.' },
  'relay.lag': { group: 'network', kind: 'gauge', help: 'Events that the slowest relay says to be behind.' },
  'plc.requests': { group: 'network', kind: 'counter', help: 'Requests to the PLC directory.' },
  'plc.failures': { group: 'network', kind: 'counter', help: 'Those that failed.' },
  'jobs.waiting': { group: 'background', kind: 'gauge', help: 'Background work that waits.' },
  'jobs.oldestAge': {
    ...{ group: 'background', kind: 'gauge', unit: 'seconds' },
    help: 'How long the oldest of it has waited.',
  },
  'jobs.failed': { group: 'background', kind: 'gauge', help: 'Background work that has failed for good.' },
  'email.sent': { group: 'background', kind: 'counter', help: 'Letters that were sent.' },
  'email.failed': { group: 'background', kind: 'counter', help: 'Attempts to send a letter that failed.' },
  'backup.ageSeconds': {
    ...{ group: 'background', kind: 'gauge', unit: 'seconds' },
    help: 'How old the last good backup is.',
  },
  'process.cpu': {
    ...{ group: 'process', kind: 'gauge', unit: 'share' },
    help: 'Of one core, by a node.',
  },
  'process.memory': { group: 'process', kind: 'gauge', unit: 'bytes', help: 'Memory that a node takes.' },
  'process.eventLoopDelay': {
    ...{ group: 'process', kind: 'gauge', unit: 'seconds' },
    help: 'How long work had to wait in a node, 99 of 100 times no longer.',
  },
})

export type MeasureKey = keyof typeof MEASURES

/** All of them, in the order of the table. */
export const MEASURE_KEYS = Object.keys(MEASURES) as readonly MeasureKey[]

/** What charts say of a measure. */
export function measureFacts(key: MeasureKey) {
  const { group, kind, help, unit = 'count' }: MeasureFacts = MEASURES[key]
  return { key, group, kind, unit, help }
}

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
