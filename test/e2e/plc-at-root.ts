import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Shows a directory that lies below a path at the root of another address: clients of the reference drop the path of its
 * URL.
 */
export class PlcAtRoot {
  private constructor(private readonly server: Server) {}

  /** @param url of the directory, such as `http://localhost:2583/plc` */
  static async open(url: string): Promise<PlcAtRoot> {
    const server = createServer((incoming, answer) => {
      const { method, headers } = incoming
      const passed = request(`${url}${incoming.url!}`, { method, headers }, (response) => {
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
