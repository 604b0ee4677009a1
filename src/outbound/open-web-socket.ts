import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { OutboundError } from './outbound-error.js'

/**
 * Opens a WebSocket and closes it again.
 * @param url `wss:` or `ws:`
 * @throws {OutboundError} `status` with that of the answer, when there was one but no WebSocket
 */
export function openWebSocket(url: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { handshakeTimeout: timeoutMs, perMessageDeflate: false })
    socket.once('open', () => {
      socket.close()
      resolve()
    })
    socket.once('unexpected-response', (request: { destroy(): void }, { statusCode }: IncomingMessage) => {
      request.destroy()
      reject(new OutboundError('status', `the server answered ${statusCode}`, statusCode))
    })
    socket.on('error', (error) =>
      reject(new OutboundError('network', error.message, undefined, { cause: error })),
    )
  })
}
