import type { WholeServer } from './whole-server.js'
import { formOf } from './oauth-browser.js'

/** A page, or a redirect to a host that is none of the server's. */
export interface HostsPage {
  readonly status: number
  readonly url: string
  readonly location: string | undefined
  readonly html: string
  /** header `Content-Security-Policy` */
  readonly policy: string
}

const REDIRECTS_MAX = 12

/** A browser that knows several hosts of one server, and keeps the cookies of each apart. */
export class HostsBrowser {
  readonly #jars = new Map<string, Map<string, string>>()
  /** every address that was asked for */
  readonly visited: string[] = []

  constructor(private readonly server: WholeServer) {}

  /** The header `Cookie` for a host. */
  cookieOf(host: string): string {
    return [...(this.#jars.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** The attributes of a cookie do not matter here: none names a domain, which is looked at. */
  setCookies: string[] = []

  /** Opens an address and follows redirects on these hosts. @param until stops before an address that has this */
  async open(url: string, until?: string): Promise<HostsPage> {
    return this.#follow(await this.once('GET', url), until)
  }

  /** Sends the form of a page. */
  async send(page: HostsPage, values: Record<string, string>, until?: string): Promise<HostsPage> {
    const { action, fields } = formOf(page, values)
    const body = new URLSearchParams(fields.filter(([name]) => !(name in values)))
    for (const [name, value] of Object.entries(values)) body.append(name, value)
    return this.#follow(await this.once('POST', new URL(action, page.url).href, body.toString()), until)
  }

  /** One request, without following anything. */
  async once(method: 'GET' | 'POST', url: string, payload?: string): Promise<HostsPage> {
    const { host, origin, pathname, search } = new URL(url)
    this.visited.push(url)
    const cookie = this.cookieOf(host)
    const answer = await this.server.app.inject({
      ...{ method, url: `${pathname}${search}` },
      headers: {
        host,
        ...(cookie && { cookie }),
        ...(method === 'POST' && { origin, 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(payload !== undefined && { payload }),
    })
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(host, String(set))
    const { location } = answer.headers
    const policy = String(answer.headers['content-security-policy'])
    return {
      status: answer.statusCode,
      url,
      location: location && String(location),
      html: answer.body,
      policy,
    }
  }

  async #follow(first: HostsPage, until?: string): Promise<HostsPage> {
    let page = first
    for (let count = 0; page.location !== undefined; count++) {
      if (count > REDIRECTS_MAX) throw new Error(`it goes round in circles: ${page.location}`)
      const next = new URL(page.location, page.url)
      if (until !== undefined && next.href.includes(until)) return { ...page, location: next.href }
      if (!next.hostname.endsWith('localhost')) return page
      page = await this.once('GET', next.href)
    }
    return page
  }

  #keep(host: string, header: string): void {
    this.setCookies.push(header)
    const [pair = '', ...attributes] = header.split(/;\s*/)
    const [name = '', value = ''] = pair.split('=', 2)
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    if (value === '' || attributes.some((one) => /^max-age=0$/i.test(one))) jar.delete(name)
    else jar.set(name, value)
  }
}
