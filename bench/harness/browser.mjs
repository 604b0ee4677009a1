// What a browser does for a member on the pages of the two servers, without drawing anything: cookies, and the requests
// that their forms and scripts make.
const REFERENCE_API = '/@atproto/oauth-provider/~api'

export class Browser {
  #cookies = new Map()

  /** @param client of the server */
  constructor(client) {
    this.client = client
  }

  /** Opens a page, and follows redirects within the server. @returns {Promise<{ location?: string, path: string, text: string }>} */
  async open(path, options = {}) {
    const { status, headers, text } = await this.#send({ method: 'GET', path, ...options })
    const { location } = headers
    if (status < 300 || status > 399 || location === undefined) {
      if (status >= 400) throw new Error(`${path}: ${status} ${text.slice(0, 200)}`)
      return { path, text }
    }
    const next = new URL(location, this.client.url)
    return next.origin === this.client.url ? this.open(next.pathname + next.search) : { location, path, text }
  }

  /** Sends a form of a page. @param {[string, string][]} fields */
  submit(path, fields) {
    const headers = { origin: this.client.url, 'content-type': 'application/x-www-form-urlencoded' }
    return this.open(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
  }

  /** Calls what the pages of the reference call. @param {string} page on which it is done, a path */
  async callReference(endpoint, page, input) {
    const { status, text } = await this.#send({
      method: 'POST',
      path: `${REFERENCE_API}${endpoint}`,
      headers: {
        origin: this.client.url,
        accept: 'application/json',
        referer: `${this.client.url}${page}`,
        'content-type': 'application/json',
        'x-csrf-token': this.#cookies.get('csrf-token') ?? '',
        'sec-fetch-mode': 'same-origin',
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify(input),
    })
    if (status !== 200) throw new Error(`${endpoint}: ${status} ${text.slice(0, 200)}`)
    return JSON.parse(text)
  }

  async #send({ headers, ...options }) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const fetched = {
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      'sec-fetch-site': 'same-origin',
    }
    const answer = await this.client.request({
      ...options,
      headers: { accept: 'text/html', ...fetched, ...headers, ...(cookie && { cookie }) },
    })
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
      const [name, value] = set.split(';', 1)[0].split('=', 2)
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
    return answer
  }
}

const decoded = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The form of a page: where it goes, and what its hidden and ticked fields say. */
export function formOf(text) {
  const [, head, body] = /<form\b([^>]*)>([\s\S]*?)<\/form>/.exec(text)
  const attribute = (tag, name) => decoded(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  const fields = [...body.matchAll(/<input\b[^>]*>/g)].flatMap(([tag]) => {
    const isSent = /type="hidden"/.test(tag) || (/type="checkbox"/.test(tag) && /\schecked/.test(tag))
    return isSent ? [[attribute(tag, 'name'), attribute(tag, 'value')]] : []
  })
  return { action: attribute(head, 'action'), fields }
}
