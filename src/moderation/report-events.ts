import { Injectable } from '@nestjs/common'
import { Metrics } from '../telemetry/index.js'

/** What happens to reports. `passed`: sent to a service and not kept. */
export type ReportEvent = 'passed' | 'kept' | 'sent' | 'refused' | 'failed' | 'resolved'

/** Counts what happens to reports. */
@Injectable()
export class ReportEvents {
  readonly #counter

  constructor(metrics: Metrics) {
    this.#counter = metrics.counter({
      name: 'pds_reports_total',
      help: 'What happened to reports: passed to a service, kept here, sent on later, refused there, failed to be sent on, resolved.',
      labelNames: ['event'],
    })
  }

  /** One more. */
  count(event: ReportEvent): void {
    this.#counter.inc({ event })
  }
}
