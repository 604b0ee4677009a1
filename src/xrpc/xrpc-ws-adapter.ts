import type { INestApplicationContext } from '@nestjs/common'
import { WsAdapter } from '@nestjs/platform-ws'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { XrpcError } from './xrpc-error.js'

/** A WebSocket server, as the base class registers it. */
interface PathServer {
  path: string
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: (ws: WebSocket) => void): void
  emit(event: 'connection', ws: WebSocket, request: IncomingMessage): boolean
}

/** What the base class keeps to itself; the versions of the framework are pinned. */
interface Registries {
  httpServersRegistry: Map<unknown, Server>
  wsServersRegistry: Map<unknown, PathServer[]>
  upgradeListenersRegistry: Map<unknown, unknown>
}

/**
 * WebSockets for subscriptions, on the port of HTTP. Other than the base class, it ignores what clients send, and
 * answers upgrades to paths that are no subscription in HTTP instead of cutting the connection.
 */
export class XrpcWsAdapter extends WsAdapter {
  /** @param isClosed whether there are no subscriptions at the host of a request */
  constructor(
    app: INestApplicationContext,
    private readonly isClosed: (host: string) => boolean = () => false,
  ) {
    super(app)
  }

  /** Subscriptions go one way. */
  override bindMessageHandlers(): void {}

  protected override ensureHttpServerExists(port: number, httpServer?: Server) {
    const registries = this as unknown as Registries
    if (!httpServer || registries.httpServersRegistry.has(port)) return undefined
    registries.httpServersRegistry.set(port, httpServer)
    const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      socket.on('error', () => socket.destroy())
      const path = (request.url ?? '').split('?', 1)[0]!.replace(/(.)\/$/, '$1')
      const server = registries.wsServersRegistry.get(port)?.find((one) => one.path === path)
      if (!server || this.isClosed(request.headers.host ?? '')) return refuse(socket)
      server.handleUpgrade(request, socket, head, (ws) => server.emit('connection', ws, request))
    }
    httpServer.on('upgrade', upgrade)
    registries.upgradeListenersRegistry.set(port, upgrade)
    return httpServer as never
  }
}

/** There is no response object for an upgrade that is refused. */
function refuse(socket: Duplex): void {
  const { error, message } = new XrpcError(404, 'XRPCNotSupported', 'there is no subscription at this path')
  const body = JSON.stringify({ error, message })
  const head = [
    'HTTP/1.1 404 Not Found',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Access-Control-Allow-Origin: *',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
