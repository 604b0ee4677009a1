import type { Random, Span } from '../telemetry/index.js'
import { beginSpan, requestId, traceCarrier, type TraceCarrier, withRequestId } from '../telemetry/index.js'
import { SpanKind, type SpanOptions, type Telemetry } from 'bullmq'

/** On whose behalf a job is put into a queue, and done. */
interface JobContext {
  readonly requestId: string | undefined
  readonly parent: TraceCarrier | undefined
  readonly span: Span | undefined
}

type JobSpan = ReturnType<Telemetry<JobContext>['tracer']['startSpan']>

const NOBODY: JobContext = { requestId: undefined, parent: undefined, span: undefined }

/**
 * Takes the id of a request, and the trace it belongs to, along through the queues: what is logged while a job is done
 * can be found by the request that asked for it. A job that nobody asked for, such as housekeeping, has an id of its own.
 */
export function jobTrace(random: Random): Telemetry<JobContext> {
  return {
    tracer: {
      startSpan: (name, options, parent) => openSpan(random, name, options, parent),
    },
    contextManager: {
      active: () => ({ ...NOBODY, requestId: requestId() }),
      root: () => NOBODY,
      with: <A extends (...args: unknown[]) => unknown>(context: JobContext, work: A) =>
        within(context, work) as ReturnType<A>,
      getMetadata: (context: JobContext) => written(context),
      fromMetadata: (active: JobContext, text: string) => ({ ...active, ...read(text) }),
    },
  }
}

function openSpan(
  random: Random,
  name: string,
  { kind }: SpanOptions = { kind: SpanKind.INTERNAL },
  parent: JobContext = NOBODY,
): JobSpan {
  const isConsumer = kind === SpanKind.CONSUMER
  const isShown = isConsumer || kind === SpanKind.PRODUCER
  const span = isShown
    ? beginSpan({ name, kind: isConsumer ? 'consumer' : 'producer', parent: parent.parent })
    : undefined
  let problem: unknown
  return {
    setSpanOnContext: (context: JobContext) => ({
      ...context,
      span,
      requestId: context.requestId ?? (isConsumer ? random.uuid() : undefined),
    }),
    setAttribute: () => undefined,
    setAttributes: () => undefined,
    addEvent: () => undefined,
    recordException: (thrown) => (problem = thrown),
    end: () => span?.end(problem),
  }
}

function within<T>({ requestId: id, span }: JobContext, work: () => T): T {
  const inside = (): T => (span ? span.run(work) : work())
  // A request that goes on is left as it is: more is known of it than its id.
  return id === undefined || id === requestId() ? inside() : withRequestId(id, inside)
}

/** Nothing is sent along where there is nobody: the jobs of a schedule do not belong together. */
function written({ requestId: id, span }: JobContext): string {
  if (id === undefined) return ''
  const trace = span ? span.run(traceCarrier) : traceCarrier()
  return JSON.stringify({ requestId: id, trace })
}

/** Written by a node of this or another release. */
function read(text: string): Partial<JobContext> {
  try {
    const { requestId: id, trace } = JSON.parse(text) as { requestId?: unknown; trace?: TraceCarrier }
    return { ...(typeof id === 'string' && { requestId: id }), ...(trace && { parent: trace }) }
  } catch {
    return {}
  }
}
