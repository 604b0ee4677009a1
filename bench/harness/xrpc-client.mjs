// Calls of methods over a pool of connections that are kept.
import { Pool } from 'undici'

const CONNECTIONS = 64
const TIMEOUT_MS = 120_000

/** A method was answered with an error. */
export class XrpcFailure extends Error {
  constructor(method, status, text) {
    super(`${method}: ${status} ${text.slice(0, 200)}`)
    this.status = status
  }
}

export class XrpcClient {
  #pool

  /** @param {string} url of a server */
  constructor(url) {
    this.url = url
    this.#pool = new Pool(url, {
      connections: CONNECTIONS,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    })
  }

  close() {
    return this.#pool.destroy()
  }

  /** A query, answered with JSON. @param options token: of the caller; headers: more of them */
  async query(method, params = {}, { token, headers } = {}) {
    const search = new URLSearchParams(params).toString()
    const path = `/xrpc/${method}${search && `?${search}`}`
    return this.#json(method, { method: 'GET', path, headers: { ...bearer(token), ...headers } })
  }

  /** A procedure with a JSON body, answered with JSON or nothing. */
  async call(method, input, { token, headers } = {}) {
    return this.#json(method, {
      method: 'POST',
      path: `/xrpc/${method}`,
      headers: { ...bearer(token), 'content-type': 'application/json', ...headers },
      body: input === undefined ? undefined : JSON.stringify(input),
    })
  }

  /** A procedure with bytes for a body, whole or as a stream of known size. */
  async send(method, body, type, { token, size } = {}) {
    const headers = { ...bearer(token), 'content-type': type }
    if (size !== undefined) headers['content-length'] = String(size)
    return this.#json(method, { method: 'POST', path: `/xrpc/${method}`, headers, body })
  }

  /** How many bytes a query answers with; they are kept when asked for. */
  async bytes(method, params, { token, headers, kept = false } = {}) {
    const path = `/xrpc/${method}?${new URLSearchParams(params)}`
    const answer = await this.#pool.request({
      method: 'GET',
      path,
      headers: { ...bearer(token), ...headers },
    })
    if (answer.statusCode !== 200) throw new XrpcFailure(method, answer.statusCode, await answer.body.text())
    if (kept) return new Uint8Array(await answer.body.arrayBuffer())
    let size = 0
    for await (const chunk of answer.body) size += chunk.length
    return size
  }

  /** One HTTP request as it is. @returns status, headers and the body as text */
  async request(options) {
    const { statusCode, headers, body } = await this.#pool.request(options)
    return { status: statusCode, headers, text: await body.text() }
  }

  async #json(method, options) {
    const { status, text } = await this.request(options)
    if (status !== 200) throw new XrpcFailure(method, status, text)
    return text === '' ? undefined : JSON.parse(text)
  }
}

const bearer = (token) => (token === undefined ? {} : { authorization: `Bearer ${token}` })
