import {
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import type { Span, SpanFacts, SpanMaker, SpanStart, TraceCarrier } from '../spans.js'

const KINDS: Readonly<Record<SpanStart['kind'], SpanKind>> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
}

/** Spans of OpenTelemetry. */
export class OtelSpans implements SpanMaker {
  readonly #tracer: Tracer = trace.getTracer('guildhall')

  begin({ name, kind, attributes = {}, parent }: SpanStart): Span {
    const active = context.active()
    const within = parent ? propagation.extract(active, parent, defaultTextMapGetter) : active
    const span = this.#tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes } }, within)
    const inside = trace.setSpan(within, span)
    return {
      run: (work) => context.with(inside, work),
      set: (facts) => set(span, facts),
      end: (problem) => end(span, problem),
    }
  }

  current(): { traceId: string; spanId: string } | undefined {
    return trace.getActiveSpan()?.spanContext()
  }

  carrier(): TraceCarrier {
    const carrier: Record<string, string> = {}
    propagation.inject(context.active(), carrier, defaultTextMapSetter)
    return carrier
  }
}

function set(span: OtelSpan, facts: SpanFacts): void {
  span.setAttributes({ ...facts })
}

/** What an error says may name members: its kind is enough to look for the line in the log. */
function end(span: OtelSpan, problem: unknown): void {
  if (problem !== undefined) {
    const { name, code } = (problem ?? {}) as { name?: string; code?: unknown }
    span.setAttributes({ 'error.type': String(code ?? name ?? problem) })
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end()
}
