import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const TIMEOUT_MS = 30_000
const LOOK_MS = 10

/** A relay that is asked to crawl, and answers as it is told. */
export class RelayServer {
  /** Host names it was asked to crawl. */
  readonly asked: unknown[] = []
  /** Answers nobody for `undefined`. */
  status: number | undefined = 200

  private constructor(private readonly server: Server) {}

  static async start(): Promise<RelayServer> {
    const server = createServer()
    const relay = new RelayServer(server)
    server.on('request', (request, response) => {
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      request.on('end', () => {
        if (request.url === '/xrpc/com.atproto.sync.requestCrawl' && request.method === 'POST') {
          relay.asked.push((JSON.parse(Buffer.concat(pieces).toString()) as { hostname: unknown }).hostname)
        }
        relay.#answer(response)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return relay
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Waits until it was asked so often. */
  async untilAsked(times: number): Promise<void> {
    const deadline = performance.now() + TIMEOUT_MS
    while (this.asked.length < times) {
      if (performance.now() > deadline) throw new Error(`the relay was asked ${this.asked.length} times only`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  #answer(response: ServerResponse): void {
    if (this.status === undefined) return
    response.writeHead(this.status, { 'content-type': 'application/json' })
    response.end(this.status === 200 ? '' : '{"error":"HostBanned","message":"no"}')
  }
}
