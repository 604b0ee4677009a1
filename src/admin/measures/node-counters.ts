import { isNsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { type MetricLine, Metrics, ProcessVitals, type Vitals } from '../../telemetry/index.js'
import { COUNTED_METRICS } from './counted-metrics.js'
import type { MeasureKey } from './measure-keys.js'
import { ALL_METHODS, addCalls, callCount, callsSince, type MethodCalls, NO_CALLS } from './method-calls.js'

const REQUESTS = 'pds_http_request_seconds'

/** What a node has counted since it was started. */
export interface NodeTotals {
  readonly measures: ReadonlyMap<MeasureKey, number>
  /** by method, and all together */
  readonly methods: ReadonlyMap<string, MethodCalls>
}

export const NO_TOTALS: NodeTotals = { measures: new Map(), methods: new Map() }

/** What this node counts anyway, for Prometheus: nothing more is done for a request because of charts. */
@Injectable()
export class NodeCounters {
  constructor(
    private readonly metrics: Metrics,
    private readonly process: ProcessVitals,
  ) {}

  /** How the process fared since the last time. */
  vitals(): Vitals {
    return this.process.take()
  }

  async totals(): Promise<NodeTotals> {
    const methods = callsByMethod(await this.metrics.lines(REQUESTS))
    const all = methods.get(ALL_METHODS) ?? NO_CALLS
    const measures = new Map<MeasureKey, number>([
      ['xrpc.requests', callCount(all)],
      ['xrpc.clientErrors', all.clientErrors],
      ['xrpc.errors', all.serverErrors],
    ])
    for (const { key, metric, counts = () => true } of COUNTED_METRICS) {
      for (const { labels, name, value } of await this.metrics.lines(metric)) {
        if (!isCount(name) || !counts(labels)) continue
        measures.set(key, (measures.get(key) ?? 0) + value)
      }
    }
    return { measures, methods }
  }
}

/** What came between two looks; what did not come is left out. */
export function totalsSince(now: NodeTotals, before: NodeTotals): NodeTotals {
  const measures = [...now.measures].map(([key, total]) => {
    const former = before.measures.get(key) ?? 0
    return [key, total < former ? total : total - former] as const
  })
  const methods = [...now.methods].map(
    ([method, calls]) => [method, callsSince(calls, before.methods.get(method) ?? NO_CALLS)] as const,
  )
  return {
    measures: new Map(measures.filter(([, count]) => count > 0)),
    methods: new Map(methods.filter(([, calls]) => callCount(calls) > 0)),
  }
}

/** Of a histogram there are ranges, a sum and a count. */
function isCount(name: string): boolean {
  return !name.endsWith('_bucket') && !name.endsWith('_sum')
}

function callsByMethod(lines: readonly MetricLine[]): Map<string, MethodCalls> {
  const methods = new Map<string, MethodCalls>()
  for (const [series, counts] of rangesOf(lines)) {
    const [route = '', status = ''] = series.split('\n')
    if (!isNsid(route)) continue
    const total = callCount({ counts })
    const calls = {
      counts,
      clientErrors: status === '4xx' ? total : 0,
      serverErrors: status === '5xx' ? total : 0,
    }
    for (const method of [route, ALL_METHODS])
      methods.set(method, addCalls(methods.get(method) ?? NO_CALLS, calls))
  }
  return methods
}

/** Prometheus counts how many are below each bound; they stand in order. */
function rangesOf(lines: readonly MetricLine[]): Map<string, number[]> {
  const series = new Map<string, number[]>()
  let below = 0
  for (const { name, labels, value } of lines) {
    if (!name.endsWith('_bucket')) continue
    const key = `${labels['route']}\n${labels['status']}`
    const counts = series.get(key)
    if (!counts) below = 0
    series.set(key, [...(counts ?? []), value - below])
    below = value
  }
  return series
}
