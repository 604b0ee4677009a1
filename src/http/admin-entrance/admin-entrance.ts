import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AdminEntranceConfig } from '../../config/index.js'
import { Log } from '../../telemetry/index.js'

const ROOT = '/admin'
const NOT_FOUND = 404

/** Keeps everything below `/admin` where the settings have it: on a port or under a host name of its own. */
@Injectable()
export class AdminEntrance implements OnApplicationShutdown {
  readonly #arrivedHere = new WeakSet<IncomingMessage>()
  #server: Server | undefined

  constructor(
    private readonly config: AdminEntranceConfig,
    private readonly log: Log,
  ) {}

  /** Of the pages of the administration, as browsers name it. */
  get origin(): string {
    return this.config.origin
  }

  /** The port it has to itself; undefined if it has none. */
  get port(): number | undefined {
    return (this.#server?.address() as AddressInfo | null | undefined)?.port
  }

  /** Whether a host is that of the administration. @param host of a request */
  isOwnHost(host: string): boolean {
    return this.config.hostname !== undefined && nameOf(host) === this.config.hostname
  }

  /** Hides it from requests that come in elsewhere. What a request is for is known by its route, however it is written. */
  close(server: FastifyInstance): void {
    server.addHook('onRequest', (request, reply, done) => {
      const { url = '' } = request.routeOptions
      const isOfAdministration = url === ROOT || url.startsWith(`${ROOT}/`)
      if (!isOfAdministration || this.#admits(request)) return done()
      reply
        .status(NOT_FOUND)
        .type('application/problem+json')
        .serializer((body: unknown) => JSON.stringify(body))
        .send({ type: 'about:blank', title: STATUS_CODES[NOT_FOUND], status: NOT_FOUND })
    })
  }

  /** Opens its port, if it has one, for requests to a server that is ready. */
  async listen(server: FastifyInstance): Promise<void> {
    const { port, bindAddress } = this.config
    if (port === undefined) return
    const own = createServer((request, response) => {
      this.#arrivedHere.add(request)
      server.routing(request, response)
    })
    own.listen(port, bindAddress)
    await once(own, 'listening')
    this.#server = own
    this.log.info({ bindAddress, port: this.port }, 'the administration has a port of its own')
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.#server
    if (!server) return
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }

  #admits({ raw, host }: FastifyRequest): boolean {
    const { port, hostname } = this.config
    if (port !== undefined && !this.#arrivedHere.has(raw)) return false
    // A proxy that sets no `X-Forwarded-Host` passes on whatever its client says there: what it has asked counts as well.
    return hostname === undefined || [host, raw.headers.host ?? ''].every((each) => this.isOwnHost(each))
  }
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/\.?(?::\d+)?$/, '')
}
