/** One request that is wrong in one way, and the answers that are right for it. */
export interface BadRequest {
  why: string
  verb: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: Uint8Array | string
  statuses: number[]
  errors: string[]
}

type Values = Record<string, unknown>

/** A method with input that would be accepted. */
export interface Method {
  nsid: string
  verb: 'GET' | 'POST'
  auth: 'none' | 'account' | 'refresh' | 'admin'
  /** Parameters or body; undefined when the method takes none. */
  valid?: Values
  required?: string[]
  /** Values by field that have the right type and are wrong all the same. */
  wrong?: Record<string, unknown[]>
  /** Statuses that are right for the wrong values; 400 if not given. */
  statuses?: number[]
  /** Error names besides InvalidRequest that are right for the wrong values. */
  errors?: string[]
  bodyBytesMax?: number
}

const JSON_TYPE = { 'content-type': 'application/json' }
const DEPTH = 20_000
const NUL = 'a\u0000b'
const INVALID = { statuses: [400], errors: ['InvalidRequest'] }

/** Everything that can be wrong with a request to a method. */
export function badRequestsFor(method: Method): BadRequest[] {
  const path = `/xrpc/${method.nsid}`
  const verb = method.verb
  const requests: BadRequest[] = [
    { why: 'the wrong verb', verb: verb === 'GET' ? 'POST' : 'GET', path, ...INVALID },
    { why: 'a parameter named __proto__', verb, path: `${path}?__proto__=1`, ...sure(method), ...INVALID },
  ]
  if (method.verb === 'GET') return [...requests, ...badParameters(method, path)]
  if (method.valid) return [...requests, ...badBodies(method, path), ...badFields(method, path)]
  return [
    ...requests,
    { why: 'a body where none belongs', verb, path, headers: JSON_TYPE, body: '{"a":1}', ...INVALID },
  ]
}

/** The valid body, so that only the thing under test is wrong. */
function sure({ verb, valid }: Method): Pick<BadRequest, 'headers' | 'body'> {
  return verb === 'POST' && valid ? { headers: JSON_TYPE, body: JSON.stringify(valid) } : {}
}

function badParameters(method: Method, path: string): BadRequest[] {
  const valid = new URLSearchParams((method.valid ?? {}) as Record<string, string>)
  const get = (why: string, query: string, more: Partial<BadRequest> = {}): BadRequest => ({
    why,
    verb: 'GET',
    path: `${path}?${query}`,
    statuses: [400],
    errors: ['InvalidRequest', ...(method.errors ?? [])],
    ...more,
  })
  const replaced = (name: string, value: string) => {
    const query = new URLSearchParams(valid)
    query.set(name, value)
    return query.toString()
  }
  return [
    ...(method.required ?? []).map((name) => {
      const query = new URLSearchParams(valid)
      query.delete(name)
      return get(`no ${name}`, query.toString())
    }),
    ...(method.required ?? []).flatMap((name) => [
      get(`${name} twice`, `${valid}&${name}=${valid.get(name)}x`),
      get(`${name} with a NUL`, replaced(name, NUL)),
      get(`${name} that is not UTF-8`, `${replaced(name, '')}%ff%fe`.replace(/&?$/, '')),
      get(`${name} of 10,000 characters`, replaced(name, 'x'.repeat(10_000)), { statuses: [400, 414, 431] }),
    ]),
    ...Object.entries(method.wrong ?? {}).flatMap(([name, values]) =>
      values.map((value) => get(`${name} = ${String(value)}`, replaced(name, String(value)))),
    ),
  ]
}

function badBodies(method: Method, path: string): BadRequest[] {
  const text = JSON.stringify(method.valid)
  const post = (why: string, body: BadRequest['body'], more: Partial<BadRequest> = {}): BadRequest => ({
    why,
    verb: 'POST',
    path,
    headers: JSON_TYPE,
    body,
    ...INVALID,
    ...more,
  })
  const tooLarge = { statuses: [413], errors: ['PayloadTooLarge', 'PayloadTooLargeError'] }
  return [
    post('no body', undefined, { headers: {} }),
    post('an empty body', ''),
    post('half a body', text.slice(0, -3)),
    post('something after the body', `${text}}`),
    ...['null', '[]', '"text"', '7', 'true', 'nonsense', "{'a':1}"].map((body) =>
      post(`the body ${body}`, body),
    ),
    post('no content type', Buffer.from(text), { headers: {} }),
    post('another content type', text, { headers: { 'content-type': 'text/plain' } }),
    post('an unknown content encoding', text, {
      headers: { ...JSON_TYPE, 'content-encoding': 'bogus' },
      statuses: [415],
      errors: ['UnsupportedMediaType'],
    }),
    post('gzip that is none', text, { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } }),
    post(
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from('{"\xff', 'latin1'), Buffer.from(text.slice(1))]),
    ),
    post('a field named __proto__', `{"__proto__":{"admin":true},${text.slice(1)}`),
    post('a body nested too deep', `{"x":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)},${text.slice(1)}`),
    post(
      'a body that is too large',
      `{"x":"${'x'.repeat(method.bodyBytesMax ?? 153_600)}",${text.slice(1)}`,
      tooLarge,
    ),
  ]
}

function badFields(method: Method, path: string): BadRequest[] {
  const valid = method.valid!
  const send = (why: string, body: string, more: Partial<BadRequest> = {}): BadRequest => ({
    why,
    verb: 'POST',
    path,
    headers: JSON_TYPE,
    body,
    ...INVALID,
    ...more,
  })
  const errors = ['InvalidRequest', ...(method.errors ?? [])]
  /** Such a name or password may as well be called unknown. */
  const unknown = { statuses: [400, 401], errors: [...errors, 'AuthenticationRequired'] }
  return [
    ...(method.required ?? []).map((name) =>
      send(`no ${name}`, JSON.stringify({ ...valid, [name]: undefined })),
    ),
    ...Object.entries(valid).flatMap(([name, value]) =>
      otherTypes(value).map((other) =>
        send(`${name} is ${JSON.stringify(other)}`, JSON.stringify({ ...valid, [name]: other })),
      ),
    ),
    ...Object.entries(valid)
      .filter(([, value]) => typeof value === 'string')
      .flatMap(([name]) => [
        send(`${name} with half a character`, withRaw(valid, name, '"a\\ud800b"'), unknown),
        send(`${name} with a NUL`, withRaw(valid, name, '"a\\u0000b"'), unknown),
      ]),
    ...Object.entries(method.wrong ?? {}).flatMap(([name, values]) =>
      values.map((value) =>
        send(
          `${name} is ${JSON.stringify(value).slice(0, 80)}`,
          JSON.stringify({ ...valid, [name]: value }),
          { errors, statuses: method.statuses ?? [400] },
        ),
      ),
    ),
  ]
}

/** The body with a field as raw JSON text. */
function withRaw(valid: Values, name: string, raw: string): string {
  return JSON.stringify({ ...valid, [name]: '<raw>' }).replace('"<raw>"', () => raw)
}

/** Values of every other JSON type. */
function otherTypes(value: unknown): unknown[] {
  const all: unknown[] = [null, 7, true, 'text', ['text'], { text: 'text' }]
  const kind = (one: unknown) => (Array.isArray(one) ? 'array' : one === null ? 'null' : typeof one)
  return all.filter((other) => kind(other) !== kind(value))
}
