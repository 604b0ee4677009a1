import { pino, type DestinationStream, type Logger } from 'pino'
import type { LogConfig } from './log.config.js'
import { copied } from './log-lines.js'
import { currentTrace } from './spans.js'
import { redacted, redactedText } from './redaction.js'
import { requestId } from './request-context.js'

const STANDARD_OUTPUT = 1

/** The ids alone: what else is known of a span is not for the log. */
function tracedBy(trace: ReturnType<typeof currentTrace>) {
  return trace && { traceId: trace.traceId, spanId: trace.spanId }
}

/** The one stream of log lines of the process. Classes write through {@link Log}, which adds their name. */
export class LogWriter {
  readonly #pino: Logger

  /** @param destination takes the lines instead of the configured place; for tests */
  constructor(config: LogConfig, destination?: DestinationStream) {
    this.#pino = pino(
      {
        enabled: config.enabled,
        level: config.level,
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
        pino.destination({ dest: config.destination ?? STANDARD_OUTPUT, sync: true, mkdir: true }),
    )
  }

  /** The stream, for lines that carry the name of `context`. */
  of(context: string): Logger {
    return this.#pino.child({ context })
  }
}
