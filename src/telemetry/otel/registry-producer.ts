import type { HrTime } from '@opentelemetry/api'
import { ValueType } from '@opentelemetry/api'
import {
  AggregationTemporality,
  type CollectionResult,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics'
import type { Sample } from '../held-series.js'
import type { Metrics, MetricSamples } from '../metrics.js'

/** Where OpenTelemetry puts dots; the names of the reference implementation among them. */
const DOTTED: Readonly<Record<string, string>> = {
  account_created_total: 'account.created',
  session_created_total: 'session.created',
  oauth_authorization_total: 'oauth.authorization',
}

const UNITS: readonly [suffix: RegExp, unit: string][] = [
  [/_seconds(_total)?$/, 's'],
  [/_bytes(_total)?$/, 'By'],
]

type Times = Pick<DataPoint<number>, 'startTime' | 'endTime'>

/** Gives OpenTelemetry what Prometheus would read: one set of numbers, counted once. */
export class RegistryProducer implements MetricProducer {
  readonly #startTime: HrTime

  /** @param nowMs milliseconds since the epoch */
  constructor(
    private readonly metrics: Metrics,
    private readonly nowMs: () => number,
  ) {
    this.#startTime = hrTime(nowMs())
  }

  async collect(): Promise<CollectionResult> {
    const times = { startTime: this.#startTime, endTime: hrTime(this.nowMs()) }
    const samples = await this.metrics.samples()
    const metrics = samples.map((metric) => dataOf(metric, times))
    const scopeMetrics = [{ scope: { name: 'guildhall' }, metrics }]
    // The reader takes the resource from its own provider.
    return { resourceMetrics: { resource: undefined as never, scopeMetrics }, errors: [] }
  }
}

function dataOf(metric: MetricSamples, times: Times): MetricData {
  const { name, help: description } = metric
  const unit = UNITS.find(([suffix]) => suffix.test(name))?.[1] ?? ''
  const descriptor = { name: DOTTED[name] ?? name, description, unit, valueType: ValueType.DOUBLE }
  const common = { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE }
  if (metric.type === 'histogram') {
    return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: distributionsOf(metric, times) }
  }
  const dataPoints = metric.values
    .filter(({ value }) => Number.isFinite(value))
    .map(({ labels, value }) => ({ ...times, attributes: labels, value }))
  return metric.type === 'counter'
    ? { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }
    : { ...common, dataPointType: DataPointType.GAUGE, dataPoints }
}

interface Distribution {
  labels: Sample['labels']
  /** by bound, how many values are not above it */
  below: [bound: number, count: number][]
  sum: number
  count: number
}

/** Prometheus has a line for each range, counted from below; OpenTelemetry wants what is in each range. */
function distributionsOf({ name, values }: MetricSamples, times: Times): DataPoint<Histogram>[] {
  const byLabels = new Map<string, Distribution>()
  for (const { metricName, labels, value } of values) {
    const { le, ...others } = labels
    const key = JSON.stringify(others)
    let entry = byLabels.get(key)
    if (!entry) byLabels.set(key, (entry = { labels: others, below: [], sum: 0, count: 0 }))
    if (metricName === `${name}_sum`) entry.sum = value
    else if (metricName === `${name}_count`) entry.count = value
    else if (le !== '+Inf') entry.below.push([Number(le), value])
  }
  return [...byLabels.values()].map((entry) => ({
    ...times,
    attributes: entry.labels,
    value: { buckets: bucketsOf(entry), sum: entry.sum, count: entry.count },
  }))
}

function bucketsOf({ below, count }: Distribution): Histogram['buckets'] {
  const totals = [...below.map(([, total]) => total), count]
  return {
    boundaries: below.map(([bound]) => bound),
    counts: totals.map((total, i) => total - (totals[i - 1] ?? 0)),
  }
}

/** Seconds and nanoseconds. */
function hrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), Math.floor((ms % 1000) * 1e6)]
}
