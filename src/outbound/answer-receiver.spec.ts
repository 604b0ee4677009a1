import { gzipSync } from 'node:zlib'
import { Readable } from 'node:stream'
import { AnswerReceiver } from './answer-receiver.js'

/** What a receiver asks of the HTTP client, in order. */
class FakeController {
  readonly asked: string[] = []
  readonly aborted = false
  readonly paused = false
  readonly reason = null

  abort(): void {
    this.asked.push('abort')
  }

  pause(): void {
    this.asked.push('pause')
  }

  resume(): void {
    this.asked.push('resume')
  }
}

function begun(headers: Record<string, string> = {}, bytesMax = 1_000_000) {
  const controller = new FakeController()
  const signal = new AbortController()
  const receiver = new AnswerReceiver({ bytesMax, timeoutMs: 0, signal: signal.signal })
  receiver.head.catch(() => undefined)
  receiver.onRequestStart(controller)
  receiver.onResponseStart(controller, 103, { link: 'early' })
  receiver.onResponseStart(controller, 200, headers)
  const data = (text: string | Buffer) => receiver.onResponseData(controller, Buffer.from(text))
  return { controller, receiver, signal, data }
}
const failing = (failure: string) => expect.objectContaining({ name: 'OutboundError', failure }) as unknown

describe('AnswerReceiver', () => {
  it('hands over the last head, and a small body at once', async () => {
    const { receiver, data } = begun({ a: 'b' })
    data('one ')
    data('two')
    receiver.onResponseEnd()
    const answer = await receiver.head
    expect([answer.status, answer.headers]).toEqual([200, { a: 'b' }])
    expect(answer.take()).toEqual(Buffer.from('one two'))
  })

  it('hands over a body that is not complete as a stream, what came before first', async () => {
    const { receiver, data } = begun()
    data('one ')
    const body = receiver.take() as Readable
    data('two')
    receiver.onResponseEnd()
    expect(Buffer.concat((await body.toArray()) as Buffer[]).toString()).toBe('one two')
  })

  it('lets the other side wait while nobody takes the body, or reads it', () => {
    const { controller, receiver, data } = begun()
    data('x'.repeat(64 * 1024))
    expect(controller.asked).toEqual([])
    data('x')
    expect(controller.asked).toEqual(['pause'])
    const body = receiver.take() as Readable
    data('x')
    expect(controller.asked).toEqual(['pause', 'pause'])
    body.read()
    expect(controller.asked.at(-1)).toBe('resume')
  })

  it('shows a body without its coding, and hands it over with it', async () => {
    const zipped = gzipSync('a body')
    const { receiver, data } = begun({ 'content-encoding': 'gzip' })
    const peeked = receiver.peek(1_000)
    data(zipped)
    receiver.onResponseEnd()
    expect(await peeked).toEqual(Buffer.from('a body'))
    expect(receiver.take()).toEqual(zipped)
  })

  it('shows nothing of a body that is too large, and hands over all of it', async () => {
    const { receiver, data } = begun()
    const peeked = receiver.peek(10)
    data('0123456789')
    data('more')
    expect(await peeked).toBeUndefined()
    const body = receiver.take() as Readable
    data(' and more')
    receiver.onResponseEnd()
    expect(Buffer.concat((await body.toArray()) as Buffer[]).toString()).toBe('0123456789more and more')
  })

  it.each([
    ['is not of its coding', 'gzip', Buffer.from('plain')],
    ['has a coding that is unknown', 'zstd', Buffer.from('x')],
    ['is too large without its coding', 'gzip', gzipSync('x'.repeat(5_000))],
  ])('shows nothing of a body that %s', async (_what, coding, bytes) => {
    const { receiver, data } = begun({ 'content-encoding': coding })
    data(bytes)
    receiver.onResponseEnd()
    expect(await receiver.peek(1_000)).toBeUndefined()
    expect(receiver.take()).toEqual(bytes)
  })

  it('fails who peeks, and the stream in the words of its reader', async () => {
    const broken = begun()
    const peeked = broken.receiver.peek(1_000)
    broken.receiver.onResponseError(broken.controller, new Error('cut'))
    await expect(peeked).rejects.toEqual(failing('network'))
    const { controller, receiver } = begun()
    const body = receiver.take(({ failure }) => new Error(`it was ${failure}`)) as Readable
    receiver.onResponseError(controller, new Error('cut'))
    await expect(body.toArray()).rejects.toThrow('it was network')
  })

  it('refuses what is announced too large, and gives up what turns out to be', async () => {
    const announced = begun({ 'content-length': '11' }, 10)
    await expect(announced.receiver.head).rejects.toEqual(failing('tooLarge'))
    const { controller, receiver, data } = begun({}, 10)
    const body = receiver.take() as Readable
    data('01234567890')
    await expect(body.toArray()).rejects.toEqual(failing('tooLarge'))
    expect(controller.asked.slice(-2)).toEqual(['resume', 'abort'])
  })

  it('is given up by the signal of who asks, and by who destroys the body', async () => {
    const asking = begun()
    const body = asking.receiver.take() as Readable
    asking.signal.abort()
    await expect(body.toArray()).rejects.toEqual(failing('aborted'))
    expect(asking.controller.asked).toContain('abort')
    const { controller, receiver } = begun()
    ;(receiver.take() as Readable).destroy()
    await new Promise(setImmediate)
    expect(controller.asked).toContain('abort')
  })

  it('never begins what was given up before', async () => {
    const receiver = new AnswerReceiver({ bytesMax: 10, timeoutMs: 0, signal: AbortSignal.abort() })
    await expect(receiver.head).rejects.toEqual(failing('aborted'))
    const controller = new FakeController()
    receiver.onRequestStart(controller)
    expect(controller.asked).toEqual(['abort'])
  })

  it('waits no longer than it may', async () => {
    const receiver = new AnswerReceiver({ bytesMax: 10, timeoutMs: 1, signal: undefined })
    const holding = setTimeout(() => undefined, 60_000)
    await expect(receiver.head).rejects.toEqual(failing('timeout'))
    clearTimeout(holding)
  })
})
