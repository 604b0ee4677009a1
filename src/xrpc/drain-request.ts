import type { IncomingMessage } from 'node:http'

/** What is left of a body up to this size is read and thrown away. */
const BYTES_MAX = 8 * 2 ** 20
const WAIT_MAX_MS = 2_000

/**
 * Reads on what is left of a body that was refused. A client that still sends does not see an answer before its
 * connection breaks, so the answer waits for it, for a while.
 * @returns whether the whole body was read; if not, the connection is of no more use
 */
export function drainRequest(request: IncomingMessage): Promise<boolean> {
  if (request.readableEnded) return Promise.resolve(true)
  if (request.destroyed) return Promise.resolve(false)
  return new Promise((resolve) => {
    let bytes = 0
    const settle = (whole: boolean): void => {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', onClose)
      resolve(whole)
    }
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes <= BYTES_MAX) return
      request.pause()
      settle(false)
    }
    const onEnd = (): void => settle(true)
    const onClose = (): void => settle(request.readableEnded)
    const timer = setTimeout(() => settle(false), WAIT_MAX_MS)
    request.on('data', onData).once('end', onEnd).once('close', onClose)
    request.on('error', () => undefined)
    request.resume()
  })
}
