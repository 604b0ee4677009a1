import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'

/** When a call is cut: before the server has it, or when it has answered, which nobody hears. */
export type FaultMoment = 'before' | 'after'

interface Fault {
  nsid: string
  moment: FaultMoment
  then: () => void
}

/** The way to a server, over which calls get lost. */
export class FaultyLink {
  #fault: Fault | undefined

  private constructor(private readonly server: Server) {}

  /** Listens where the server is said to be, and passes on to where it is. */
  static async open(port: number, upstream: string): Promise<FaultyLink> {
    const server = createServer()
    const link = new FaultyLink(server)
    server.on('request', (incoming, answer) => link.#pass(incoming, answer, { host: upstream, port }))
    await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
    return link
  }

  /** The next call of a method is lost. @param then what else happens at that moment */
  lose(nsid: string, moment: FaultMoment, then: () => void = () => undefined): void {
    this.#fault = { nsid, moment, then }
  }

  /** Whether it has happened. */
  get isDone(): boolean {
    return this.#fault === undefined
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  #pass(incoming: IncomingMessage, answer: ServerResponse, to: { host: string; port: number }): void {
    const fault =
      this.#fault && incoming.url!.startsWith(`/xrpc/${this.#fault.nsid}`) ? this.#fault : undefined
    if (fault) this.#fault = undefined
    if (fault?.moment === 'before') {
      fault.then()
      return void incoming.socket.destroy()
    }
    const { method, headers, url } = incoming
    const passed = request({ ...to, path: url, method, headers, agent: false }, (response) => {
      if (fault) {
        return void response.resume().on('end', () => {
          fault.then()
          incoming.socket.destroy()
        })
      }
      answer.writeHead(response.statusCode!, response.headers)
      response.on('error', () => answer.destroy())
      response.on('aborted', () => answer.destroy())
      response.pipe(answer)
    })
    passed.on('error', () => incoming.socket.destroy())
    incoming.on('aborted', () => passed.destroy())
    incoming.pipe(passed)
  }
}
