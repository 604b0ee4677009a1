/**
 * Telemetry: structured logs, the request id, metrics, and the two things that must be injectable to be testable,
 * time and randomness. Import `TelemetryModule` and inject `Log`, `Clock`, `Random` or `Metrics` by class.
 */
export { Clock } from './clock.js'
export { SystemClock } from './system-clock.js'
export { Random } from './random.js'
export { SystemRandom } from './system-random.js'
export { Log, type LogFields } from './log.js'
export { LogWriter } from './log-writer.js'
export { LogConfig } from './log.config.js'
export { NestLog } from './nest-log.js'
export { FAULT_POINTS, faultPoint } from './fault-points.js'
export { BusinessEvents } from './business-events.js'
export { Caches, type CacheUse } from './caches.js'
export { type MetricLine, Metrics, type MetricSamples } from './metrics.js'
export { Tally } from './tally.js'
export { Tallies } from './tallies.js'
export { Timing } from './timing.js'
export { okOrFailed, type Outcome, SECONDS, Timings } from './timings.js'
export { KnownProblems } from './known-problems.js'
export { ProcessVitals, type Vitals } from './process-vitals.js'
export { ReadinessCheck } from './readiness-check.js'
export {
  beginSpan,
  currentTrace,
  inSpan,
  isTracing,
  type Span,
  type SpanFacts,
  type SpanStart,
  traceCarrier,
  type TraceCarrier,
} from './spans.js'
export { requestId, type RequestOrigin, requestOrigin, withRequestId } from './request-context.js'
export { redacted, redactedText } from './redaction.js'
export { firstTimedId, isTimedId, TimedId } from './timed-id.js'
export { TelemetryModule } from './telemetry.module.js'
