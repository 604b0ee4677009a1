import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import { type FieldError, InvalidFields } from '../admin.errors.js'
import { readTime } from '../api/time-text.js'
import {
  type Bucket,
  BUCKET_NAMES,
  BUCKETS,
  MEASURE_GROUPS,
  measureFacts,
  MEASURE_KEYS,
  type MeasureKey,
  type MeasureKind,
  MEASURES,
} from './measure-keys.js'
import { type MeasuredPoint, MeasureStore } from './measure.store.js'
import { isLatency, LatencyCharts } from './latency-charts.js'
import type { MeasureDto, MeasuresDto } from './measures.dto.js'

/** Points that a chart shows unless more are asked for, and at most. */
const POINTS_DEFAULT = 60
const POINTS_MAX = 1_500

/** What is asked for: parameters of a query, none of them looked at yet. */
export interface ChartQuery {
  /** names with commas between them; absent: all, or those of the group */
  readonly keys?: string | undefined
  readonly group?: string | undefined
  readonly bucket?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** What charts are drawn of. */
@Injectable()
export class MeasureCharts {
  constructor(
    private readonly store: MeasureStore,
    private readonly latencies: LatencyCharts,
    private readonly clock: Clock,
  ) {}

  /** @throws {InvalidFields} */
  async read(query: ChartQuery): Promise<MeasuresDto> {
    const { keys, bucket, fromMs, toMs } = this.#check(query)
    const span = { from: new Date(fromMs), to: new Date(toMs) }
    const before = { from: new Date(2 * fromMs - toMs), to: new Date(fromMs) }
    const [points, former, latencies] = await Promise.all([
      this.store.read(keys, bucket, span),
      this.store.read(keys, bucket, before),
      this.latencies.read(keys.filter(isLatency), bucket, { span, before }),
    ])
    return {
      bucket,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      data: keys.map((key) => latencies.get(key) ?? chartOf(key, points, former)),
    }
  }

  #check({ keys, group, bucket = 'minute', from, to }: ChartQuery) {
    const wanted = keys === undefined ? keysOf(group) : keys.split(',')
    const { lengthMs } = BUCKETS[BUCKET_NAMES.find((name) => name === bucket) ?? 'minute']
    const toMs = to === undefined ? this.clock.nowMs() : (readTime(to) ?? NaN)
    const fromMs = from === undefined ? toMs - POINTS_DEFAULT * lengthMs : (readTime(from) ?? NaN)
    const errors: FieldError[] = [
      ...(group === undefined || (MEASURE_GROUPS as readonly string[]).includes(group)
        ? []
        : [{ at: 'group', message: `must be one of ${MEASURE_GROUPS.join(', ')}` }]),
      ...wanted
        .filter((key) => !(MEASURE_KEYS as readonly string[]).includes(key))
        .map(() => ({ at: 'keys', message: `must be of ${MEASURE_KEYS.join(', ')}` })),
      ...((BUCKET_NAMES as readonly string[]).includes(bucket)
        ? []
        : [{ at: 'bucket', message: `must be one of ${BUCKET_NAMES.join(', ')}` }]),
      ...(toMs > fromMs && toMs - fromMs <= POINTS_MAX * lengthMs
        ? []
        : [{ at: 'from', message: `must be before to, by ${POINTS_MAX} buckets at most` }]),
    ]
    if (errors.length > 0) throw new InvalidFields(errors)
    return { keys: wanted as readonly MeasureKey[], bucket: bucket as Bucket, fromMs, toMs }
  }
}

function keysOf(group: string | undefined): readonly MeasureKey[] {
  return MEASURE_KEYS.filter((key) => group === undefined || MEASURES[key].group === group)
}

function chartOf(
  key: MeasureKey,
  points: readonly MeasuredPoint[],
  former: readonly MeasuredPoint[],
): MeasureDto {
  const { kind } = MEASURES[key]
  const own = points.filter((point) => point.key === key)
  return {
    ...measureFacts(key),
    total: totalOf(kind, own),
    previousTotal: totalOf(
      kind,
      former.filter((point) => point.key === key),
    ),
    data: own.map((point) => ({ at: point.at.toISOString(), value: valueOf(kind, point) })),
  }
}

function totalOf(kind: MeasureKind, points: readonly MeasuredPoint[]): number {
  const last = points.at(-1)
  if (kind === 'gauge') return last ? valueOf(kind, last) : 0
  return points.reduce((sum, { value }) => sum + value, 0)
}

function valueOf(kind: MeasureKind, { value, samples }: MeasuredPoint): number {
  return kind === 'gauge' ? value / samples : value
}
