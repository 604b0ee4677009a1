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
  /** What it says of how far it has come with whoever it is asked for. */
  seq: number | undefined
  /** What it says that whoever it is asked for is. */
  hostStatus = 'active'
  /** DIDs that it does not pass on. */
  readonly throttled = new Set<string>()

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
        if (request.url?.startsWith('/xrpc/com.atproto.sync.getHostStatus?'))
          return relay.#tellSeq(request.url, response)
        if (request.url?.startsWith('/xrpc/com.atproto.sync.getRepoStatus?'))
          return relay.#tellRepo(request.url, response)
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

  #tellSeq(url: string, response: ServerResponse): void {
    const hostname = new URL(url, this.url).searchParams.get('hostname')
    if (this.seq === undefined) {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"HostNotFound"}')
    } else {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ hostname, seq: this.seq, status: this.hostStatus }))
    }
  }

  #tellRepo(url: string, response: ServerResponse): void {
    const did = new URL(url, this.url).searchParams.get('did')!
    const status = this.throttled.has(did) ? { active: false, status: 'throttled' } : { active: true }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ did, ...status }))
  }

  #answer(response: ServerResponse): void {
    if (this.status === undefined) return
    response.writeHead(this.status, { 'content-type': 'application/json' })
    response.end(this.status === 200 ? '' : '{"error":"HostBanned","message":"no"}')
  }
}
