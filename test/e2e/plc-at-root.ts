import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Longer than any pause of a test: a connection that ends while a request is on its way fails the test. */
const KEEP_ALIVE_MS = 10 * 60_000

/**
 * Shows a directory that lies below a path at the root of another address: clients of the reference drop the path of its
 * URL.
 */
export class PlcAtRoot {
  private constructor(private readonly server: Server) {}

  /** @param url of the directory, such as `http://localhost:2583/plc` */
  static async open(url: string): Promise<PlcAtRoot> {
    const agent = new Agent({ keepAlive: false })
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, answer) => {
      const { method, headers } = incoming
      const passed = request(`${url}${incoming.url!}`, { method, headers, agent }, (response) => {
        // As directories do, for clients in browsers.
        answer.writeHead(response.statusCode!, { ...response.headers, 'access-control-allow-origin': '*' })
        response.pipe(answer)
      })
      passed.on('error', () => answer.destroy())
      incoming.pipe(passed)
    })
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    return new PlcAtRoot(server)
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
