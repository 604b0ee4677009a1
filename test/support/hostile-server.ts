import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { gzipSync } from 'node:zlib'

const PIECE = Buffer.alloc(64 * 1024, '"x",')
/** 64 MB of nothing. */
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024))
const DRIP_EVERY_MS = 10

type Answer = (response: ServerResponse, trap: string, request: IncomingMessage) => void

/** How a server can behave towards whoever asks it. */
export const HOSTILITIES = {
  'leads to a private address': (response, trap) => redirect(response, 302, trap),
  'leads to a private address with the same method': (response, trap) => redirect(response, 307, trap),
  'leads to a file': (response) => redirect(response, 302, 'file:///etc/passwd'),
  'leads to itself for ever': (response, _trap, { url }) => redirect(response, 302, url ?? '/'),
  'announces a gigabyte': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000_000_000 })
    response.write(PIECE)
  },
  'answers without an end': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const send = (): void => {
      while (!response.destroyed && response.write(PIECE));
    }
    response.on('drain', send)
    send()
  },
  'sends much in little': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(BOMB)
  },
  'never answers': () => undefined,
  'answers a byte at a time': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const timer = setInterval(() => response.write(' '), DRIP_EVERY_MS)
    response.on('close', () => clearInterval(timer))
  },
  'breaks off': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 })
    response.write('{"id": ', () => response.destroy())
  },
} satisfies Record<string, Answer>

/** One of {@link HOSTILITIES}. */
export type Hostility = keyof typeof HOSTILITIES

function redirect(response: ServerResponse, status: number, location: string): void {
  response.writeHead(status, { location }).end()
}

/** A server on loopback that means no good, and a place where nobody should ever arrive. */
export class HostileServer {
  hostility: Hostility = 'never answers'
  /** connections to the place where nobody should arrive */
  trapped = 0
  /** requests to the server itself */
  asked = 0
  /** bytes that it got rid of */
  sentBytes = 0

  private constructor(
    private readonly server: Server,
    private readonly trap: TcpServer,
  ) {}

  static async start(): Promise<HostileServer> {
    const server = createServer()
    const trap = createTcpServer((socket) => socket.destroy())
    const hostile = new HostileServer(server, trap)
    trap.on('connection', () => hostile.trapped++)
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      hostile.asked++
      request.resume()
      response.on('close', () => (hostile.sentBytes += request.socket.bytesWritten))
      HOSTILITIES[hostile.hostility](response, hostile.trapUrl, request)
    })
    await Promise.all([listening(server), listening(trap)])
    return hostile
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.server)}`
  }

  get trapUrl(): string {
    return `http://127.0.0.1:${this.trapPort}/`
  }

  get trapPort(): number {
    return portOf(this.trap)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await Promise.all([this.server, this.trap].map((one) => new Promise((resolve) => one.close(resolve))))
  }
}

function listening(server: TcpServer): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
}

function portOf(server: TcpServer): number {
  return (server.address() as AddressInfo).port
}
