import { Injectable } from '@nestjs/common'
import { type Bucket, measureFacts, type MeasureKey } from './measure-keys.js'
import type { MeasureDto } from './measures.dto.js'
import { addCalls, NO_CALLS, quantileOf } from './method-calls.js'
import { type CallsPoint, MethodTimingStore, type TimeSpan } from './method-timing.store.js'

const SHARES = { 'xrpc.latencyP50': 0.5, 'xrpc.latencyP95': 0.95, 'xrpc.latencyP99': 0.99 } as const

/** A measure that is made of how long calls took. */
export type LatencyKey = keyof typeof SHARES

export function isLatency(key: MeasureKey): key is LatencyKey {
  return Object.hasOwn(SHARES, key)
}

/** Charts of how long calls took, which are no sums of anything: they are read off the ranges of all nodes. */
@Injectable()
export class LatencyCharts {
  constructor(private readonly store: MethodTimingStore) {}

  /** @param times what is shown, and what it is compared with */
  async read(
    keys: readonly LatencyKey[],
    bucket: Bucket,
    { span, before }: { readonly span: TimeSpan; readonly before: TimeSpan },
  ): Promise<Map<MeasureKey, MeasureDto>> {
    if (keys.length === 0) return new Map()
    const [points, former] = await Promise.all([
      this.store.points(bucket, span),
      this.store.points(bucket, before),
    ])
    return new Map(keys.map((key) => [key, chartOf(key, points, former)]))
  }
}

function chartOf(key: LatencyKey, points: readonly CallsPoint[], former: readonly CallsPoint[]): MeasureDto {
  const share = SHARES[key]
  const ofAll = (all: readonly CallsPoint[]) =>
    quantileOf(all.reduce<typeof NO_CALLS>((sum, point) => addCalls(sum, point), NO_CALLS).counts, share) ?? 0
  return {
    ...measureFacts(key),
    total: ofAll(points),
    previousTotal: ofAll(former),
    data: points.flatMap(({ at, counts }) => {
      const value = quantileOf(counts, share)
      return value === undefined ? [] : [{ at: at.toISOString(), value }]
    }),
  }
}
