import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Log, Metrics } from '../../telemetry/index.js'
import { MetricsConfig } from './metrics.config.js'
import { MetricsToken } from './metrics-token.js'

const PATH = '/metrics'
const FAULT = 500
const NOT_FOUND = 404
const UNAUTHORIZED = 401

/**
 * Answers Prometheus on a port of its own, from which the world is kept away by the network. It listens until the very
 * end of a stop.
 */
@Injectable()
export class MetricsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  #server: Server | undefined

  constructor(
    private readonly config: MetricsConfig,
    private readonly metrics: Metrics,
    private readonly token: MetricsToken,
    private readonly log: Log,
  ) {}

  /** Where it listens; undefined if it does not. */
  get port(): number | undefined {
    return (this.#server?.address() as AddressInfo | null | undefined)?.port
  }

  async onApplicationBootstrap(): Promise<void> {
    const { port, host } = this.config
    if (port === undefined) return
    const server = createServer((request, response) => void this.#answer(request, response))
    server.listen(port, host)
    await once(server, 'listening')
    this.#server = server
    this.log.info({ host, port: this.port }, 'metrics are shown')
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.#server
    if (!server) return
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.url?.split('?', 1)[0] !== PATH) return void response.writeHead(NOT_FOUND).end()
      if (this.token.isSet && !this.token.matches(request.headers.authorization)) {
        return void response.writeHead(UNAUTHORIZED, { 'www-authenticate': 'Bearer' }).end()
      }
      const text = await this.metrics.text()
      response.writeHead(200, { 'content-type': this.metrics.contentType }).end(text)
    } catch (error) {
      this.log.error({ err: error }, 'metrics could not be shown')
      response.writeHead(FAULT).end()
    }
  }
}
