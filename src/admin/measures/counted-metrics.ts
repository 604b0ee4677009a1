import type { MetricLine } from '../../telemetry/index.js'
import type { MeasureKey } from './measure-keys.js'

/** Lines of a metric that are added to a measure. */
interface CountedMetric {
  readonly key: MeasureKey
  readonly metric: string
  readonly counts?: (labels: MetricLine['labels']) => boolean
}

/** What nodes count anyway, for Prometheus, and measures are made of. Of a histogram, how often is what counts. */
export const COUNTED_METRICS: readonly CountedMetric[] = [
  { key: 'accounts.created', metric: 'account_created_total' },
  { key: 'signin.success', metric: 'pds_sign_ins_total', counts: ({ result }) => result === 'ok' },
  { key: 'signin.failure', metric: 'pds_sign_ins_total', counts: ({ result }) => result !== 'ok' },
  { key: 'signin.success', metric: 'pds_sso_sign_ins_total', counts: ({ result }) => result === 'done' },
  { key: 'signin.sso', metric: 'pds_sso_sign_ins_total', counts: ({ result }) => result === 'done' },
  { key: 'signin.failure', metric: 'pds_sso_sign_ins_total', counts: ({ result }) => result !== 'done' },
  { key: 'oauth.grants', metric: 'oauth_authorization_total' },
  { key: 'repo.writes', metric: 'pds_repo_writes_total', counts: ({ outcome }) => outcome === 'stored' },
  { key: 'http.rateLimited', metric: 'pds_rate_limited_total' },
  { key: 'firehose.bytes', metric: 'pds_firehose_bytes_total' },
  { key: 'plc.requests', metric: 'pds_plc_request_seconds' },
  { key: 'plc.failures', metric: 'pds_plc_request_seconds', counts: ({ result }) => result === 'failed' },
  { key: 'email.sent', metric: 'pds_mails_total', counts: ({ result }) => result === 'sent' },
  { key: 'email.failed', metric: 'pds_mails_total', counts: ({ result }) => result !== 'sent' },
]
