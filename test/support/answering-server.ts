import { createServer, type RequestListener, type Server } from 'node:http'

/** An HTTP server on loopback that answers as a test says; without an answer it stays silent. */
export class AnsweringServer {
  private constructor(private readonly server: Server) {}

  static async start(answer: RequestListener): Promise<AnsweringServer> {
    const server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    return new AnsweringServer(server)
  }

  /** One that answers every request with this JSON. */
  static json(body: unknown, { status = 200, date }: { status?: number; date?: Date } = {}) {
    return AnsweringServer.start((_request, response) => {
      const headers = { 'content-type': 'application/json', ...(date && { date: date.toUTCString() }) }
      response.writeHead(status, headers).end(JSON.stringify(body))
    })
  }

  get port(): number {
    return (this.server.address() as { port: number }).port
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
