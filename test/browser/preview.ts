import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Branding, BrandingConfig, PageBundle } from '../../src/branding/index.js'
import { configOf, ServiceConfig } from '../../src/config/index.js'
import { pageHeaders } from '../../src/http/index.js'
import { WebAssets } from '../../src/http/web-assets.js'
import type { PageState } from '../../src/oauth/page-state.js'
import type { PortalState } from '../../src/portal/portal-state.js'

/** No page needs more than this. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Handles that are taken here. */
/** Pages of the portal that are nobody's. */
const OWN_PAGES: ReadonlySet<string> = new Set(['farewell', 'refused', 'signed-out'])

const TAKEN = 'taken.example.com'

/** A page of the authorization server, or of the account portal. */
export type ShownState = PageState | PortalState

/** What draws pages: `pages` those of the authorization server, `account` those of the portal. */
interface Bundles {
  readonly pages: PageBundle<PageState>
  readonly account: PageBundle<PortalState>
}

/** A server that shows pages in states they are given, and keeps what is sent to it. */
export class Preview {
  /** what was posted, newest last */
  readonly posted: URLSearchParams[] = []

  private constructor(
    private readonly server: Server,
    private readonly bundles: Bundles,
    private readonly branding: Branding,
    private readonly states: Readonly<Record<string, ShownState>>,
  ) {
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  /** @param look settings of `BrandingConfig` besides its defaults */
  static async start(
    states: Readonly<Record<string, ShownState>>,
    look: Partial<BrandingConfig> = {},
  ): Promise<Preview> {
    const service = configOf(ServiceConfig, {
      hostname: 'pds.example.com',
      serviceName: 'Example Guild',
      homeUrl: 'https://example.com/about',
      supportUrl: 'https://example.com/help',
      privacyPolicyUrl: 'https://example.com/privacy',
      termsOfServiceUrl: 'https://example.com/terms',
    })
    const branding = new Branding(service, configOf(BrandingConfig, look))
    const bundles: Bundles = {
      pages: new PageBundle('pages'),
      account: new PageBundle('account'),
    }
    const server = createServer()
    const preview = new Preview(server, bundles, branding, states)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return preview
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.url)
    const [, place, name = ''] = pathname.split('/')
    if (request.method === 'POST') return this.#take(request, response)
    if (place === 'page') return this.#show(name, request.headers['accept-language'] ?? '', response)
    if (place === 'assets') return this.#sendAsset(name, request.headers['accept-encoding'], response)
    if (place === 'branding' && name === 'theme.css')
      return send(response, 'text/css', this.branding.whole.sheet)
    if (name === 'icon.svg') return send(response, 'image/svg+xml', this.branding.whole.icon)
    if (place === 'branding') return send(response, 'image/svg+xml', PICTURE)
    if (place === 'xrpc') return this.#resolve(searchParams.get('handle'), response)
    response.writeHead(404).end()
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const piece of request) body += String(piece)
    this.posted.push(new URLSearchParams(body))
    response.writeHead(303, { location: '/page/reset-done' }).end()
  }

  async #show(name: string, locale: string, response: ServerResponse): Promise<void> {
    const state = this.states[name]
    if (!state) return void response.writeHead(404).end()
    const html = await this.#draw(state, locale)
    const headers = { ...pageHeaders(POLICY), 'content-type': 'text/html; charset=utf-8' }
    response.writeHead(200, headers).end(html)
  }

  #draw(state: ShownState, locale: string): Promise<string> {
    const isOfPortal = 'member' in state || OWN_PAGES.has(state.page)
    const { whole } = this.branding
    return isOfPortal
      ? this.bundles.account.render(state as PortalState, locale, whole)
      : this.bundles.pages.render(state as PageState, locale, whole)
  }

  #sendAsset(name: string, accepted: string | undefined, response: ServerResponse): void {
    const asset = new WebAssets().find(name, accepted)
    if (!asset) return void response.writeHead(404).end()
    send(response, asset.type, asset.bytes, asset.coding ? { 'content-encoding': asset.coding } : {})
  }

  #resolve(handle: string | null, response: ServerResponse): void {
    if (handle === TAKEN) return send(response, 'application/json', '{"did":"did:web:taken.example.com"}')
    const body = '{"error":"HandleNotFound","message":"Unable to resolve handle"}'
    response.writeHead(400, { 'content-type': 'application/json' }).end(body)
  }
}

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><rect width="160" height="40" rx="8" fill="#0b6"/></svg>'

function send(
  response: ServerResponse,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { ...headers, 'content-type': type }).end(body)
}
