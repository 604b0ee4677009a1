import { pino, type DestinationStream, type Logger } from 'pino'
import type { LogConfig } from './log.config.js'
import { copied } from './log-lines.js'
import { currentTrace } from './spans.js'
import { redacted, redactedText } from './redaction.js'
import { requestId } from './request-context.js'

const STANDARD_OUTPUT = 1
const STANDARD_ERROR = 2

/** The ids alone: what else is known of a span is not for the log. */
function tracedBy(trace: ReturnType<typeof currentTrace>) {
  return trace && { traceId: trace.traceId, spanId: trace.spanId }
}

/** The one stream of log lines of the process. Classes write through {@link Log}, which adds their name. */
export class LogWriter {
  static #standard: { descriptor: number; level: LogConfig['level'] | undefined } = {
    descriptor: STANDARD_OUTPUT,
    level: undefined,
  }

  readonly #pino: Logger

  /**
   * From now on, what this process would log to its standard output goes to its standard error: a command writes its
   * result there.
   * @param level logged in place of the configured one
   */
  static makeWayForResults(level: LogConfig['level'] | undefined): void {
    LogWriter.#standard = { descriptor: STANDARD_ERROR, level }
  }

  /** @param destination takes the lines instead of the configured place; for tests */
  constructor(config: LogConfig, destination?: DestinationStream) {
    const standard = LogWriter.#standard
    this.#pino = pino(
      {
        enabled: config.enabled,
        level: (config.destination === undefined && standard.level) || config.level,
        base: { pid: process.pid },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (level) => ({ level }), log: redacted },
        // Errors are copied, without their secrets, by `redacted`.
        serializers: {},
        mixin: () => {
          const id = requestId()
          return { ...(id !== undefined && { requestId: id }), ...tracedBy(currentTrace()) }
        },
        hooks: {
          streamWrite: copied,
          logMethod(args, method) {
            const last = args.length - 1
            if (typeof args[last] === 'string') args[last] = redactedText(args[last])
            method.apply(this, args)
          },
        },
      },
      destination ??
        pino.destination({ dest: config.destination ?? standard.descriptor, sync: true, mkdir: true }),
    )
  }

  /** The stream, for lines that carry the name of `context`. */
  of(context: string): Logger {
    return this.#pino.child({ context })
  }
}
