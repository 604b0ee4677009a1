import { Injectable } from '@nestjs/common'
import { Log, Metrics } from '../../telemetry/index.js'
import { AuditSinkStore } from './audit-sink.store.js'
import { AuditSinks } from './audit-sinks.js'

/** Shows how far sinks of the audit are behind. */
@Injectable()
export class SinkMetrics {
  constructor(metrics: Metrics, { all }: AuditSinks, store: AuditSinkStore, log: Log) {
    metrics.gauge({
      name: 'pds_audit_sink_behind_entries',
      help: 'Entries of the audit that a sink has not been sent yet.',
      labelNames: ['sink'],
      async collect() {
        this.reset()
        for (const { name } of all) {
          try {
            this.set({ sink: name }, await store.behind(name))
          } catch (error) {
            // Numbers of others must not be missing because the database is away.
            log.debug({ err: error, sink: name }, 'it is not known how far a sink of the audit is behind')
          }
        }
      },
    })
  }
}
