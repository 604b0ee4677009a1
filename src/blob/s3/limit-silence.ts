import type { IncomingMessage } from 'node:http'

/**
 * Ends an answer that stays away although there is room for more of it. A reader who takes nothing, so that the
 * connection rests, is no reason.
 * @param silenceMs ends it after this time at the earliest, after twice of it at the latest
 */
export function limitSilence(body: IncomingMessage, silenceMs: number): void {
  let received = body.socket.bytesRead
  let wasAwaited = false
  const timer = setInterval(() => {
    const { bytesRead } = body.socket
    const isAwaited = !body.complete && body.readableLength < body.readableHighWaterMark
    if (isAwaited && wasAwaited && bytesRead === received)
      body.destroy(new Error(`nothing came for ${silenceMs} ms`))
    received = bytesRead
    wasAwaited = isAwaited
  }, silenceMs)
  timer.unref()
  body.once('close', () => clearInterval(timer))
}
