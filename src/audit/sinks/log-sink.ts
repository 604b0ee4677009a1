import type { Log } from '../../telemetry/index.js'
import type { AuditEntry } from '../audit-entry.js'
import { entryJson } from '../entry-json.js'
import type { AuditSink } from './audit-sink.js'

/** Writes the audit into the log, and so to wherever the log is sent. */
export class LogSink implements AuditSink {
  readonly name = 'log'

  constructor(private readonly log: Log) {}

  send(entries: readonly AuditEntry[]): Promise<void> {
    for (const entry of entries) this.log.info({ audit: entryJson(entry) }, 'entry of the audit')
    return Promise.resolve()
  }
}
