import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A TCP connection to a server on loopback that can be made to rest or to break. */
export class TroubledLine {
  /** Bytes that have come from the clients, and from the server. */
  readonly passed = { up: 0, down: 0 }
  /** When more than this has passed on the way, nothing passes any more. */
  restAfter: { up?: number; down?: number } = {}
  readonly #sockets = new Set<Socket>()

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {}

  static async start(target: number): Promise<TroubledLine> {
    const server = createServer()
    const line = new TroubledLine(server, target)
    server.on('connection', (socket) => line.#join(socket))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return line
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Connections of clients that are open. */
  get connections(): number {
    return this.#sockets.size / 2
  }

  /** Resolves when so much has passed. */
  async until(way: 'up' | 'down', bytes: number): Promise<void> {
    while (this.passed[way] < bytes) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** Resolves when no connection is open any more. */
  async untilUnused(): Promise<void> {
    while (this.#sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** From now on everything passes, and is counted from nothing; what rested is broken. */
  mend(): void {
    this.restAfter = {}
    this.passed.up = this.passed.down = 0
    this.break()
  }

  /** Breaks all connections. */
  break(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    this.break()
    this.server.close()
    await once(this.server, 'close')
  }

  #join(client: Socket): void {
    const server = connect(this.target, '127.0.0.1')
    this.#forward('up', client, server)
    this.#forward('down', server, client)
  }

  #forward(way: 'up' | 'down', from: Socket, to: Socket): void {
    this.#sockets.add(from)
    from.on('data', (chunk) => {
      this.passed[way] += chunk.length
      if (this.passed[way] > (this.restAfter[way] ?? Infinity)) return
      if (!to.write(chunk)) {
        from.pause()
        to.once('drain', () => from.resume())
      }
    })
    from.on('error', () => undefined)
    from.on('close', () => {
      this.#sockets.delete(from)
      to.destroy()
    })
  }
}
