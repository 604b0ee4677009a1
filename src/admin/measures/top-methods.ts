import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import { type FieldError, InvalidFields } from '../admin.errors.js'
import { readTime } from '../api/time-text.js'
import type { MethodCallsDto, TopMethodsDto } from './measures.dto.js'
import { callCount, type MethodCalls, quantileOf } from './method-calls.js'
import { MethodTimingStore } from './method-timing.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** What is asked for that is longer is read by days. */
const BY_HOURS_MAX_MS = 2 * DAY_MS

/** As long as days are kept. */
const LENGTH_MAX_MS = 731 * DAY_MS

/** Methods that are told of. */
const METHODS_MAX = 20

/** Which methods are called most. */
@Injectable()
export class TopMethods {
  constructor(
    private readonly store: MethodTimingStore,
    private readonly clock: Clock,
  ) {}

  /** The methods that were called most within a time; a day, unless more is asked for. @throws {InvalidFields} */
  async read({ from, to }: { readonly from?: string; readonly to?: string }): Promise<TopMethodsDto> {
    const toMs = to === undefined ? this.clock.nowMs() : (readTime(to) ?? NaN)
    const fromMs = from === undefined ? toMs - DAY_MS : (readTime(from) ?? NaN)
    if (!(toMs > fromMs && toMs - fromMs <= LENGTH_MAX_MS)) throw new InvalidFields([NOT_BEFORE])
    const bucket = toMs - fromMs <= BY_HOURS_MAX_MS ? 'hour' : 'day'
    const span = { from: new Date(fromMs), to: new Date(toMs) }
    const found = await this.store.top(bucket, span, METHODS_MAX)
    return { data: found.map(({ method, ...calls }) => callsView(method, calls)) }
  }
}

const NOT_BEFORE: FieldError = { at: 'from', message: 'must be before to, by two years at most' }

function callsView(method: string, { counts, clientErrors, serverErrors }: MethodCalls): MethodCallsDto {
  return {
    ...{ method, requests: callCount({ counts }), clientErrors, serverErrors },
    p50: quantileOf(counts, 0.5) ?? 0,
    p95: quantileOf(counts, 0.95) ?? 0,
    p99: quantileOf(counts, 0.99) ?? 0,
  }
}
