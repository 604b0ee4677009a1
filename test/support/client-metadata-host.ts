import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Outbound } from '../../src/outbound/index.js'
import type { WholeServer } from './whole-server.js'

const HOST = 'https://app.clienttest.dev'

type Answer = (response: ServerResponse) => void

/** Where clients publish their metadata: what the server asks of one public host comes here. */
export class ClientMetadataHost {
  readonly #answers = new Map<string, Answer>()
  /** paths that were asked for */
  readonly asked: string[] = []
  #count = 0

  private constructor(private readonly server: Server) {}

  static async start(pds: WholeServer): Promise<ClientMetadataHost> {
    const server = createServer()
    const host = new ClientMetadataHost(server)
    server.on('request', ({ url = '' }, response) => {
      host.asked.push(url)
      const answer = host.#answers.get(url)
      if (answer) answer(response)
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const outbound = pds.app.get(Outbound, { strict: false })
    const request = outbound.request.bind(outbound)
    outbound.request = (url, options) =>
      request(String(url).replace(`${HOST}/`, `http://127.0.0.1:${port}/`), options)
    return host
  }

  /** Publishes metadata under a new client id. @param change of what is right; `undefined` leaves a field out */
  publish(change: Record<string, unknown> = {}): string {
    return this.republish(`${HOST}/client-${++this.#count}.json`, change)
  }

  /** Replaces the metadata of a client. */
  republish(clientId: string, change: Record<string, unknown>): string {
    const document = {
      client_id: clientId,
      client_name: 'The <b>Application</b>',
      application_type: 'web',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [`${HOST}/callback`],
      scope: 'atproto transition:generic',
      token_endpoint_auth_method: 'none',
      dpop_bound_access_tokens: true,
      ...change,
    }
    return this.answer(clientId.slice(HOST.length), (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document)),
    )
  }

  /** Has a path answered as a test wants it. @returns the client id that leads there */
  answer(path: string, answer: Answer): string {
    this.#answers.set(path, answer)
    return `${HOST}${path}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

/** Where clients of this host get their answers. */
export const REDIRECT_URI = `${HOST}/callback`
