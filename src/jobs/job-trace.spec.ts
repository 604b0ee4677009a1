import { SpanKind } from 'bullmq'
import { type Random, requestId, withRequestId } from '../telemetry/index.js'
import { jobTrace } from './job-trace.js'

const random = { uuid: () => 'an id of its own' } as Random

type Trace = ReturnType<typeof jobTrace>

/** Goes the way that queues go: what is sent along by `add`, and the id under which the job is done. */
const add = ({ tracer, contextManager }: Trace): string => {
  const context = contextManager.active()
  const span = tracer.startSpan('add mail', { kind: SpanKind.PRODUCER })
  return contextManager.getMetadata(span.setSpanOnContext(context))
}
const work = ({ tracer, contextManager }: Trace, metadata: string): string | undefined => {
  const active = contextManager.active()
  const parent = metadata === '' ? undefined : contextManager.fromMetadata(active, metadata)
  const span = tracer.startSpan('process mail', { kind: SpanKind.CONSUMER }, parent)
  return contextManager.with(span.setSpanOnContext(parent ?? active), () => requestId())
}

describe('the way of a job', () => {
  const trace = jobTrace(random)

  it('keeps the id of the request that asked for it', () => {
    const metadata = withRequestId('of the request', () => add(trace))
    expect(work(trace, metadata)).toBe('of the request')
  })

  it('has an id of its own when nobody asked', () => {
    expect(add(trace)).toBe('')
    expect(work(trace, '')).toBe('an id of its own')
  })

  it('does not end because of what another release has written', () => {
    for (const metadata of ['{', '{"requestId":5}', 'null-ish', '[]']) {
      expect(work(trace, metadata)).toBe('an id of its own')
    }
  })
})
