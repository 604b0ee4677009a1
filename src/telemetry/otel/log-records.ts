import { type AnyValueMap, type Logger, SeverityNumber } from '@opentelemetry/api-logs'

const SEVERITY: Readonly<Record<string, SeverityNumber>> = {
  trace: SeverityNumber.TRACE,
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
  fatal: SeverityNumber.FATAL,
}

/** Sends lines of the log on as records of OpenTelemetry. The span that is being worked on goes along. */
export class LogRecords {
  constructor(private readonly logger: Logger) {}

  /** @param line JSON, as it is written; secrets have been taken out */
  take(line: string): void {
    const { level, time, msg, ...attributes } = JSON.parse(line) as Record<string, unknown>
    this.logger.emit({
      timestamp: new Date(String(time)),
      severityNumber: SEVERITY[String(level)] ?? SeverityNumber.INFO,
      severityText: String(level).toUpperCase(),
      body: String(msg ?? ''),
      attributes: attributes as AnyValueMap,
    })
  }
}
