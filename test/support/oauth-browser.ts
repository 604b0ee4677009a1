/** A page, or a redirect that leads elsewhere. */
export interface Shown {
  status: number
  /** of the last request */
  url: string
  location: string | undefined
  html: string
  headers: Headers
}

/** A form of a page: what would be sent if nothing were typed, and the buttons. */
export interface Form {
  action: string
  fields: [name: string, value: string][]
}

/** A browser without scripts: keeps cookies, follows redirects within a server, sends forms. */
export class OAuthBrowser {
  readonly #cookies = new Map<string, string>()
  /** where requests go, if not to the origin: the node that a balancer would choose */
  at: string

  constructor(private readonly origin: string) {
    this.at = origin
  }

  /** Opens an address, and follows redirects as long as they stay on the server. */
  async open(url: string, more: RequestInit = {}): Promise<Shown> {
    let at = url
    let init = more
    for (;;) {
      const answer = await this.once(at, init)
      if (answer.location === undefined) return answer
      const next = new URL(answer.location, at)
      if (next.origin !== this.origin) return answer
      at = next.href
      init = {}
    }
  }

  /** One request, without following anything. */
  async once(url: string, more: RequestInit = {}): Promise<Shown> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers(more.headers)
    if (cookie) headers.set('cookie', cookie)
    const response = await fetch(url.replace(this.origin, this.at), { ...more, headers, redirect: 'manual' })
    for (const set of response.headers.getSetCookie()) this.#keep(set)
    const location = response.headers.get('location') ?? undefined
    return { status: response.status, url, location, html: await response.text(), headers: response.headers }
  }

  /**
   * Sends the form of a page.
   * @param values what is typed and pressed; `undefined` takes a field away
   * @param actionEnd how the address ends that the form is sent to, where several are alike
   */
  send(
    page: Shown,
    values: Record<string, string | undefined>,
    headers: Record<string, string> = {},
    actionEnd = '',
  ): Promise<Shown> {
    const { action, fields } = formOf(page, values, actionEnd)
    const body = new URLSearchParams(fields.filter(([name]) => !(name in values)))
    for (const [name, value] of Object.entries(values)) if (value !== undefined) body.append(name, value)
    return this.post(new URL(action, page.url).href, body, headers)
  }

  post(url: string, body: URLSearchParams, headers: Record<string, string> = {}): Promise<Shown> {
    return this.open(url, {
      method: 'POST',
      headers: { origin: this.origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: body.toString(),
    })
  }

  /** Posts a form that is answered with a file, which need not be text. */
  async bytes(url: string, body: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: this.origin, 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes }
  }

  /** Loses a cookie, as browsers do that are closed. */
  forget(name: string): void {
    this.#cookies.delete(name)
  }

  #keep(header: string): void {
    const [pair = '', ...attributes] = header.split(/;\s*/)
    const [name = '', value = ''] = pair.split('=', 2)
    const isGone = value === '' || attributes.some((one) => /^expires=thu, 01 jan 1970/i.test(one))
    if (isGone) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

/** The form of a page; of several, the one that is most like what is to be sent. */
export function formOf(
  { html }: Pick<Shown, 'html'>,
  values: Record<string, string | undefined> = {},
  actionEnd = '',
): Form {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].filter(
    ([, head]) =>
      attributeOf(head!, 'method')?.toLowerCase() === 'post' &&
      attributeOf(head!, 'action')?.endsWith(actionEnd) === true,
  )
  const ranked = forms.map(([, head, body]) => ({ head: head!, body: body!, rank: likeness(body!, values) }))
  const best = Math.max(...ranked.map(({ rank }) => rank))
  const { head, body } = ranked.find(({ rank }) => rank === best) ?? {}
  if (head === undefined || body === undefined) throw new Error(`there is no form on this page: ${html}`)
  const fields: [string, string][] = []
  for (const [tag] of body.matchAll(/<input\b[^>]*>/gi)) {
    const name = attributeOf(tag, 'name')
    const type = attributeOf(tag, 'type') ?? 'text'
    if (name === undefined || (type === 'checkbox' && !/\schecked/.test(tag))) continue
    fields.push([name, attributeOf(tag, 'value') ?? (type === 'checkbox' ? 'on' : '')])
  }
  return { action: attributeOf(head, 'action') ?? '', fields }
}

/** How many of the values have a control of this name, or even a button of this value. */
function likeness(body: string, values: Record<string, string | undefined>): number {
  const controls = [...body.matchAll(/<(?:input|button|select|textarea)\b[^>]*>/gi)].map(([tag]) => tag)
  return Object.entries(values).reduce((sum, [name, value]) => {
    const own = controls.filter((tag) => attributeOf(tag, 'name') === name)
    return sum + (own.length > 0 ? 1 : 0) + (own.some((tag) => attributeOf(tag, 'value') === value) ? 2 : 0)
  }, 0)
}

function attributeOf(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  return value
    ?.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/gi, "'")
    .replace(/&amp;/g, '&')
}
