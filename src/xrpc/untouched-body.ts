import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { ClientGone } from './client-gone.js'
import { UploadTooLarge } from './xrpc.errors.js'

/**
 * The body as it is sent, content codings and all, for passing it on. Whoever is slow to read it slows its sender down.
 * When the reader gives it up, the connection survives, so that there can be an answer, and the rest is thrown away.
 * @param bytesMax of more, the stream fails with UploadTooLarge; when the client goes away, with ClientGone
 * @throws UploadTooLarge if that much is announced
 */
export function untouchedBody(request: IncomingMessage, bytesMax: number): Readable {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw new UploadTooLarge()
  let bytes = 0
  const body = new Readable({
    read: () => void request.resume(),
    destroy: (error, done) => {
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone)
      request.on('error', () => undefined).resume()
      done(error)
    },
  })
  const onData = (piece: Buffer): void => {
    bytes += piece.length
    if (bytes > bytesMax) body.destroy(new UploadTooLarge())
    else if (!body.push(piece)) request.pause()
  }
  const onEnd = (): void => void body.push(null)
  const onGone = (): void => {
    if (!request.readableEnded) body.destroy(new ClientGone())
  }
  request.on('data', onData).once('end', onEnd).once('error', onGone).once('close', onGone)
  // A reader hears of its failure; a body that found no reader must not end the process.
  body.on('error', () => undefined)
  return body
}
