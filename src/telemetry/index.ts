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
export { Metrics } from './metrics.js'
export { KnownProblems } from './known-problems.js'
export { requestId, type RequestOrigin, requestOrigin, withRequestId } from './request-context.js'
export { redacted } from './redaction.js'
export { TelemetryModule } from './telemetry.module.js'
