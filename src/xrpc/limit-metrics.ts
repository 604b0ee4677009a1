import { Injectable } from '@nestjs/common'
import { Metrics } from '../telemetry/index.js'
import { CallLimiter } from './call-limiter.js'

/** Shows which limits were exceeded. */
@Injectable()
export class LimitMetrics {
  constructor(metrics: Metrics, limiter: CallLimiter) {
    metrics.expose(
      'pds_rate_limited_total',
      'Calls refused because of a rate limit, by its name.',
      limiter.refused,
    )
  }
}
