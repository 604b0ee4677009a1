import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { JoseKey } from '@atproto/jwk-jose'
import {
  NodeOAuthClient,
  type NodeOAuthClientOptions,
  type NodeSavedSession,
  type NodeSavedState,
  type OAuthSession,
} from '@atproto/oauth-client-node'
import { atprotoLoopbackClientMetadata } from '@atproto/oauth-types'
import type { Page } from 'playwright-core'
import type { ClientMetadataHost } from '../support/client-metadata-host.js'
import { ProofKey } from '../support/oauth-app.js'
import { SMTP_CERTIFICATE, SMTP_KEY } from '../support/smtp-certificate.js'

type Metadata = NodeOAuthClientOptions['clientMetadata']

/** Where the application is, besides the redirect. */
export interface Surroundings {
  readonly plcDirectoryUrl: string
  readonly scope: string
  readonly responseMode?: 'query' | 'form_post'
}

/** An application on a server, with the published client, and what it has stored. */
export class NodeApp {
  readonly client: NodeOAuthClient
  readonly sessions = new Map<string, NodeSavedSession>()

  private constructor(
    options: Pick<NodeOAuthClientOptions, 'clientMetadata' | 'keyset'>,
    { plcDirectoryUrl, responseMode = 'query' }: Surroundings,
    /** what came to its redirect */
    private readonly answers: CallbackServer,
  ) {
    this.client = new NodeOAuthClient({
      ...options,
      plcDirectoryUrl,
      responseMode,
      allowHttp: true,
      stateStore: storeOf(new Map<string, NodeSavedState>()),
      sessionStore: storeOf(this.sessions),
      // There is one process, and it does one thing at a time.
      requestLock: async (_name, act) => act(),
    })
  }

  /** One that is being developed. */
  static loopback(answers: CallbackServer, surroundings: Surroundings): NodeApp {
    const params = new URLSearchParams({ redirect_uri: answers.url, scope: surroundings.scope })
    const clientMetadata = atprotoLoopbackClientMetadata(`http://localhost?${params.toString()}`)
    return new NodeApp({ clientMetadata }, surroundings, answers)
  }

  /** One that has published who it is, and proves it with a key. @param redirectUri that leads to `answers` */
  static async confidential(
    answers: CallbackServer,
    host: ClientMetadataHost,
    { redirectUri, ...surroundings }: Surroundings & { redirectUri: string },
  ): Promise<NodeApp> {
    const own = new ProofKey('key-1')
    const names = { kid: own.kid, alg: 'ES256', use: 'sig' } as const
    const key = await JoseKey.fromJWK({ ...own.secretJwk, ...names })
    const metadata = {
      client_name: 'The Confidential Application',
      scope: surroundings.scope,
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [{ ...own.jwk, ...names }] },
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      application_type: 'web',
      dpop_bound_access_tokens: true,
    }
    const client_id = host.publish(metadata)
    const clientMetadata = { ...metadata, client_id } as unknown as Metadata
    return new NodeApp({ clientMetadata, keyset: [key] }, surroundings, answers)
  }

  /** Sends a browser to the pages. @param input who is to sign in, or where */
  async begin(page: Page, input: string, more: { prompt?: string; state?: string } = {}): Promise<void> {
    this.answers.forget()
    const url = await this.client.authorize(input, more as { state?: string })
    await page.goto(url.href)
  }

  /** Waits for the browser to come back. @throws OAuthCallbackError if the application was turned away */
  async end(): Promise<{ session: OAuthSession; state: string | null }> {
    return this.client.callback(await this.answers.next())
  }
}

/** Where browsers come back to: an address of this machine, and another one with TLS. */
export class CallbackServer {
  #waiting: ((params: URLSearchParams) => void) | undefined
  #come: URLSearchParams | undefined
  readonly #servers: readonly Server[]

  private constructor() {
    const take: RequestListener = async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
      let body = ''
      for await (const piece of request) body += String(piece)
      response.writeHead(200, { 'content-type': 'text/plain' }).end('back at the app')
      if (pathname === '/callback')
        this.#take(request.method === 'POST' ? new URLSearchParams(body) : searchParams)
    }
    this.#servers = [createServer(take), createTlsServer({ key: SMTP_KEY, cert: SMTP_CERTIFICATE }, take)]
  }

  static async start(): Promise<CallbackServer> {
    const answers = new CallbackServer()
    for (const server of answers.#servers) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
    return answers
  }

  get url(): string {
    return `http://${this.#place(0)}/callback`
  }

  /** The place with TLS, as `127.0.0.1:8443`. */
  get tlsPlace(): string {
    return this.#place(1)
  }

  #place(index: number): string {
    return `127.0.0.1:${(this.#servers[index]!.address() as AddressInfo).port}`
  }

  /** What the next browser brings, or the last one has brought since {@link forget}. */
  next(): Promise<URLSearchParams> {
    return new Promise((resolve) => {
      if (this.#come) resolve(this.#come)
      else this.#waiting = resolve
    })
  }

  forget(): void {
    this.#come = undefined
    this.#waiting = undefined
  }

  #take(params: URLSearchParams): void {
    this.#come = params
    this.#waiting?.(params)
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

function storeOf<V>(map: Map<string, V>) {
  return {
    get: async (key: string) => map.get(key),
    set: async (key: string, value: V) => void map.set(key, value),
    del: async (key: string) => void map.delete(key),
  }
}
