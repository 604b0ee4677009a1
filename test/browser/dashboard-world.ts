import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { DnsServer } from '../support/dns-server.js'
import { RelayServer } from '../support/relay-server.js'
import { admin, type Answer, WholeServer } from '../support/whole-server.js'
import { startChromium } from './chromium.js'
import { DashboardVisit } from './dashboard-visit.js'

/** A server with a relay and a name server, and a browser: what everybody who tries the dashboard shares. */
export class DashboardWorld {
  #server: WholeServer | undefined
  #browser: Browser | undefined
  #relay: RelayServer | undefined
  #dns: DnsServer | undefined
  /** What visitors have left, by how they look at things: what it takes to begin one anew is half of most visits. */
  readonly #left = new Map<string, BrowserContext>()

  get server(): WholeServer {
    return this.#server!
  }

  get relay(): RelayServer {
    return this.#relay!
  }

  get dns(): DnsServer {
    return this.#dns!
  }

  async start(): Promise<void> {
    this.#relay = await RelayServer.start()
    this.#dns = await DnsServer.start()
    this.#server = await WholeServer.start({
      PDS_CRAWLERS: this.#relay.url,
      PDS_HANDLE_BACKUP_NAMESERVERS: this.#dns.address,
    })
    this.#browser = await startChromium()
  }

  async close(): Promise<void> {
    await this.#browser?.close()
    await this.#server?.close()
    await this.#relay?.close()
    await this.#dns?.close()
  }

  /** Somebody at the door, in a browser that nobody is signed in to; what it has loaded before, it may have kept. */
  async visit(
    does: (visit: DashboardVisit) => Promise<void>,
    path = '',
    options: BrowserContextOptions = { locale: 'en' },
  ): Promise<void> {
    const look = JSON.stringify(options)
    const context = this.#left.get(look) ?? (await this.#browser!.newContext(options))
    this.#left.delete(look)
    try {
      await does(await DashboardVisit.start(context, this.server, path))
      await forget(context)
    } catch (error) {
      await context.close()
      throw error
    }
    this.#left.set(look, context)
  }

  /** Asks the administration's interface, as the administrator. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object): Promise<Answer> {
    const headers = { ...admin, ...(body && { 'content-type': 'application/json' }) }
    return this.server.request(method, `/admin/v1/${path}`, headers, body && JSON.stringify(body))
  }

  /** Has something done by it. */
  async order(path: string, body: object): Promise<Record<string, unknown>> {
    const { status, json } = await this.ask('POST', path, body)
    expect([path, status < 300, json['detail']]).toEqual([path, true, undefined])
    return json
  }
}

/** Leaves nothing behind that belongs to a person. */
async function forget(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) {
    await page.evaluate('localStorage.clear()')
    await page.close()
  }
  await context.clearCookies()
}
