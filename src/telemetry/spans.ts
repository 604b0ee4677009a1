/** A part of the work that traces show: what it is, and where it belongs. */
export interface SpanStart {
  /** of few kinds: the NSID of a method, the name of a statement */
  readonly name: string
  readonly kind: 'server' | 'client' | 'producer' | 'consumer'
  /** facts by name, as OpenTelemetry names them; no secrets, and nothing that members write */
  readonly attributes?: SpanFacts
  /** what another process sent along of the span that this one belongs to ({@link traceCarrier}) */
  readonly parent?: TraceCarrier | undefined
}

export type SpanFacts = Readonly<Record<string, string | number | boolean | undefined>>

/** A span in headers of HTTP: `traceparent` and the like. */
export type TraceCarrier = Readonly<Record<string, string>>

/** A span that has begun. */
export interface Span {
  /** Runs `work` as part of the span. */
  run<T>(work: () => T): T
  set(facts: SpanFacts): void
  /** @param problem if it did not go well */
  end(problem?: unknown): void
}

/** Makes spans, where somebody wants to see them. */
export interface SpanMaker {
  begin(start: SpanStart): Span
  /** the span that is being worked on */
  current(): { traceId: string; spanId: string } | undefined
  /** the same for another process */
  carrier(): TraceCarrier
}

let maker: SpanMaker | undefined

const NOTHING: TraceCarrier = Object.freeze({})

/** Says who makes spans in this process; without anybody they cost nothing. Like the request id, they are ambient. */
export function makeSpansWith(chosen: SpanMaker | undefined): void {
  maker = chosen
}

/** Whether spans are made. */
export function isTracing(): boolean {
  return maker !== undefined
}

/** Begins a span; undefined if nobody wants to see it. */
export function beginSpan(start: SpanStart): Span | undefined {
  return maker?.begin(start)
}

/**
 * Does some work as a span of its own.
 * @param start is called only if somebody wants to see it
 * @param factsOf says what is to be seen of the outcome
 */
export function inSpan<T>(
  start: () => SpanStart,
  work: () => Promise<T>,
  factsOf?: (value: T) => SpanFacts,
): Promise<T> {
  if (!maker) return work()
  const span = maker.begin(start())
  const pass = (value: T): T => {
    if (factsOf) span.set(factsOf(value))
    span.end()
    return value
  }
  const fail = (error: unknown): never => {
    span.end(error)
    throw error
  }
  return span.run(work).then(pass, fail)
}

/** The ids of the span that is being worked on, for log lines. */
export function currentTrace(): { traceId: string; spanId: string } | undefined {
  return maker?.current()
}

/** What to send along to whoever goes on with the work: headers of HTTP. */
export function traceCarrier(): TraceCarrier {
  return maker?.carrier() ?? NOTHING
}
