import { parseDidDocument, signingKeyOf } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { type ServiceClaims, verifyServiceJwt } from '@guildhall/xrpc'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the service got it. */
export interface SeenRequest {
  method: string
  /** path and query, as sent */
  url: string
  nsid: string
  headers: IncomingHttpHeaders
  body: Buffer
  /** what the token says, if it is good */
  claims: ServiceClaims | undefined
}

type Handler = (request: IncomingMessage, response: ServerResponse, seen: SeenRequest) => unknown

/**
 * Another atproto service, on loopback: it has a DID document of its own, verifies the token of every request with the
 * key in the document of its issuer, and remembers what it was asked.
 */
export class StubUpstream {
  readonly seen: SeenRequest[] = []
  readonly #handlers = new Map<string, Handler>()
  /** Where documents of did:plc are. */
  plcUrl = ''
  /** Its clock. */
  nowMs = (): number => Date.now()
  /** Whether it answers without a token, too. */
  isOpen = false
  /** Whether a token is taken only once. */
  isOnceOnly = false
  /** Connections that were made so far. */
  connections = 0
  readonly #tokens = new Set<string>()

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly serviceIds: readonly string[],
  ) {}

  /** @param serviceIds names of the entries in its document, such as `bsky_appview` */
  static async start(...serviceIds: string[]): Promise<StubUpstream> {
    const server = createServer()
    const service = new StubUpstream(server, serviceIds)
    server.on('request', (request, response) => {
      service.#answer(request, response).catch((error: unknown) => response.destroy(error as Error))
    })
    server.on('connection', () => service.connections++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return service
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  get did(): Did {
    return `did:web:localhost%3A${this.port}` as Did
  }

  /** Answers a method; what is not answered so gets `{"nsid": …}`. A handler reads the body itself. */
  handle(nsid: string, handler: Handler): void {
    this.#handlers.set(nsid, handler)
  }

  /** Answers a method with JSON. */
  json(nsid: string, body: unknown, status = 200, headers: Record<string, string> = {}): void {
    this.handle(nsid, async (request, response, seen) => {
      seen.body = await readAll(request)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    })
  }

  /** The requests for a method, the latest last. */
  of(nsid: string): SeenRequest[] {
    return this.seen.filter((each) => each.nsid === nsid)
  }

  last(nsid: string): SeenRequest {
    return this.of(nsid).at(-1)!
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const path = url.split('?', 1)[0]!
    if (path === '/.well-known/did.json') return void response.end(JSON.stringify(this.#document()))
    const nsid = path.replace('/xrpc/', '')
    const seen: SeenRequest = { method, url, nsid, headers, body: Buffer.alloc(0), claims: undefined }
    this.seen.push(seen)
    const problem = await this.#problemOf(seen)
    if (problem) {
      request.resume()
      const body = JSON.stringify({ error: 'BadJwt', message: problem })
      return void response.writeHead(401, { 'content-type': 'application/json' }).end(body)
    }
    const handler = this.#handlers.get(nsid)
    if (handler) return void (await handler(request, response, seen))
    seen.body = await readAll(request)
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ nsid }))
  }

  async #problemOf(seen: SeenRequest): Promise<string | undefined> {
    if (this.isOpen && seen.headers.authorization === undefined) return undefined
    const token = seen.headers.authorization?.replace('Bearer ', '') ?? ''
    try {
      const { aud, lxm, iss } = JSON.parse(
        Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
      ) as ServiceClaims
      const key = await this.#keyOf(iss as Did)
      seen.claims = await verifyServiceJwt(token, {
        audiences: [aud],
        lxm: lxm ?? null,
        nowSeconds: Math.floor(this.nowMs() / 1000),
        getSigningKey: async () => key,
      })
    } catch (error) {
      return (error as Error).message
    }
    if (this.isOnceOnly && this.#tokens.has(token)) return 'this token was used'
    this.#tokens.add(token)
    return undefined
  }

  async #keyOf(did: Did): Promise<string> {
    const answer = await fetch(`${this.plcUrl}/${did}`)
    const key = signingKeyOf(parseDidDocument(await answer.json(), did))
    if (!key) throw new Error(`${did} has no key`)
    return key
  }

  #document(): object {
    return {
      '@context': ['https://www.w3.org/ns/did/v1'],
      id: this.did,
      service: this.serviceIds.map((id) => ({
        id: `#${id}`,
        type: 'Service',
        serviceEndpoint: this.url,
      })),
    }
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat((await request.toArray()) as Buffer[])
}
