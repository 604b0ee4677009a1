import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What becomes of a request on its way to the directory, or of the answer on its way back. */
export type Mishap = 'request held' | 'request lost' | 'answer lost' | 'directory away' | 'operation refused'

/** A mishap, and which requests it befalls. */
export interface Trouble {
  mishap: Mishap
  /** type of the operation that is sent; without it, all requests */
  operation?: 'plc_operation' | 'plc_tombstone'
  /** called when it happens, before the connection is cut; what is held goes on when it resolves */
  then?: () => Promise<unknown>
}

/** Stands between a server and its PLC directory, and remembers which identities it was to publish. */
export class DirectoryProxy {
  trouble: Trouble | undefined
  readonly published = new Set<string>()

  private constructor(
    private readonly server: Server,
    private readonly directory: string,
  ) {
    server.on('request', (request, response) => void this.#pass(request, response))
  }

  /** @param directory base URL of the directory, without a slash at its end */
  static async start(directory: string): Promise<DirectoryProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    return new DirectoryProxy(server, directory)
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as { port: number }).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await textOf(request)
      if (request.method === 'POST') this.published.add(request.url!.slice(1))
      const trouble = this.#befalls(body) ? this.trouble : undefined
      if (trouble?.mishap === 'request held') await trouble.then?.()
      if (trouble?.mishap === 'request lost') return await cut(response, trouble)
      if (trouble?.mishap === 'operation refused' && request.method === 'POST') {
        return void response.writeHead(400).end(JSON.stringify({ message: 'no' }))
      }
      const answer = await fetch(`${this.directory}${request.url}`, {
        method: request.method!,
        headers: { 'content-type': 'application/json' },
        ...(body !== '' && { body }),
      })
      const text = await answer.text()
      if (trouble?.mishap === 'answer lost') return await cut(response, trouble)
      if (trouble?.mishap === 'directory away') response.writeHead(502).end()
      else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
    } catch {
      response.destroy()
    }
  }

  #befalls(body: string): boolean {
    const { operation } = this.trouble ?? {}
    if (operation === undefined) return true
    return body !== '' && (JSON.parse(body) as { type?: string }).type === operation
  }
}

async function cut(response: ServerResponse, { then }: Trouble): Promise<void> {
  await then?.()
  response.destroy()
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
