import {
  createHash,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'
import { OAuthBrowser, type Shown } from './oauth-browser.js'

type Fields = Record<string, string | undefined>
type Claims = Record<string, unknown>

/** An answer of an endpoint. */
export interface Reply {
  status: number
  json: Record<string, unknown>
  headers: Headers
}

/** Where a request went, and which proof it carried, for tests that bend it. */
export interface ProofChange {
  header?: Claims
  claims?: Claims
  /** instead of the proof */
  proof?: string | undefined
  key?: ProofKey
}

/** What a method is called with. */
export interface MethodOptions {
  query?: string
  input?: object
  /** in place of `input` */
  body?: { readonly type: string; readonly bytes: Uint8Array }
  headers?: Record<string, string>
  change?: ProofChange
  scheme?: string
}

/** A key of P-256 with which proofs and assertions are signed. */
export class ProofKey {
  readonly jwk: JsonWebKey
  readonly thumbprint: string
  readonly #secret: KeyObject

  constructor(readonly kid = 'k1') {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#secret = privateKey
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
    this.jwk = { kty: kty!, crv: crv!, x: x!, y: y! }
    this.thumbprint = sha256(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`)
  }

  get secretJwk(): JsonWebKey {
    return this.#secret.export({ format: 'jwk' })
  }

  sign(header: Claims, claims: Claims): string {
    const signed = `${encode({ alg: 'ES256', ...header })}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(signed), { key: this.#secret, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  }
}

/** Tokens of a session, with the key that they are bound to. */
export interface AppSession {
  access: string
  refresh: string
  scope: string
  sub: string
  key: ProofKey
}

/** A client of OAuth in a few lines, whose every step can be bent. */
export class OAuthApp {
  readonly redirectUri: string
  /** where requests go, if not to the address by which the server is known: the node that a balancer would choose */
  at: string
  /** how far its clock is ahead, in seconds */
  aheadS = 0
  /** that the server has given last */
  nonce: string | undefined

  constructor(
    readonly url: string,
    readonly clientId: string,
    options: { redirectUri?: string; clientKey?: ProofKey } = {},
  ) {
    this.redirectUri = options.redirectUri ?? 'http://127.0.0.1:7777/callback'
    this.clientKey = options.clientKey
    this.at = url
  }

  readonly clientKey: ProofKey | undefined

  /** A client under development, as it is made without any server. */
  static loopback(url: string, scope = 'atproto transition:generic'): OAuthApp {
    const params = new URLSearchParams({ scope, redirect_uri: 'http://127.0.0.1/callback' })
    return new OAuthApp(url, `http://localhost?${params.toString()}`)
  }

  /** What a pushed request says when nothing is bent. */
  request(verifier: string, more: Fields = {}): Fields {
    return {
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope: 'atproto transition:generic',
      state: randomBytes(8).toString('hex'),
      code_challenge: sha256(verifier),
      code_challenge_method: 'S256',
      ...more,
    }
  }

  async push(fields: Fields, key: ProofKey, change?: ProofChange): Promise<Reply> {
    return this.call('/oauth/par', fields, key, change)
  }

  /** The address of the authorization endpoint for a pushed request. */
  authorizeUrl(pushed: Reply): string {
    const params = new URLSearchParams({
      client_id: this.clientId,
      request_uri: String(pushed.json.request_uri),
    })
    return `${this.url}/oauth/authorize?${params.toString()}`
  }

  /** From a pushed request to the redirect with the code. */
  async authorize(
    browser: OAuthBrowser,
    member: { handle: string; password: string },
    pushed: Reply,
    scopes?: readonly string[],
  ): Promise<URLSearchParams> {
    const signIn = await browser.open(this.authorizeUrl(pushed))
    const consent = await browser.send(signIn, {
      identifier: member.handle,
      password: member.password,
      decision: 'accept',
    })
    return this.consent(browser, consent, scopes)
  }

  /** Agrees on the page of consent. @param scopes that stay ticked; by default all */
  async consent(browser: OAuthBrowser, page: Shown, scopes?: readonly string[]): Promise<URLSearchParams> {
    const shown = scopes
      ? await browser.send(page, { scope: scopes.join(' '), decision: 'accept' })
      : await browser.send(page, { decision: 'accept' })
    if (shown.location === undefined) throw new Error(`no redirect: ${shown.status} ${shown.html}`)
    return new URL(shown.location).searchParams
  }

  async token(fields: Fields, key: ProofKey, change?: ProofChange): Promise<Reply> {
    return this.call('/oauth/token', { client_id: this.clientId, ...fields }, key, change)
  }

  exchange(code: string, verifier: string, key: ProofKey, more: Fields = {}, change?: ProofChange) {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: this.redirectUri }
    return this.token({ ...grant, code_verifier: verifier, ...more }, key, change)
  }

  refresh(session: AppSession, more: Fields = {}, change?: ProofChange): Promise<Reply> {
    const grant = { grant_type: 'refresh_token', refresh_token: session.refresh }
    return this.token({ ...grant, ...more }, session.key, change)
  }

  revoke(token: string, key = new ProofKey()): Promise<Reply> {
    return this.call('/oauth/revoke', { client_id: this.clientId, token }, key)
  }

  /** All steps until there are tokens. */
  async signIn(member: { handle: string; password: string }, scope?: string): Promise<AppSession> {
    const key = new ProofKey()
    const verifier = newVerifier()
    const pushed = await this.push(this.request(verifier, scope ? { scope } : {}), key)
    const answer = await this.authorize(new OAuthBrowser(this.url), member, pushed)
    return sessionOf(await this.exchange(String(answer.get('code')), verifier, key), key)
  }

  /** Calls an endpoint of clients; asks again when it is told a nonce, as clients do. */
  async call(path: string, fields: Fields, key: ProofKey, change: ProofChange = {}): Promise<Reply> {
    const url = `${this.url}${path}`
    const body = this.#body(fields)
    let reply = await this.#post(url, body, this.#proof('POST', url, key, change))
    if (reply.json.error === 'use_dpop_nonce' && !('nonce' in (change.claims ?? {})) && !('proof' in change))
      reply = await this.#post(url, body, this.#proof('POST', url, key, change))
    return reply
  }

  /** Calls a method with a token; asks again when it is told a nonce. */
  async method(
    verb: 'GET' | 'POST',
    nsid: string,
    session: AppSession,
    options: MethodOptions = {},
  ): Promise<Reply> {
    const url = `${this.url}/xrpc/${nsid}`
    const { change = {}, scheme = 'DPoP', input } = options
    const body = input
      ? { type: 'application/json', bytes: Buffer.from(JSON.stringify(input)) }
      : options.body
    const send = async () => {
      const claims = { ath: sha256(session.access), ...change.claims }
      const proof = this.#proof(verb, url, session.key, { ...change, claims })
      const authorization = `${scheme} ${session.access}`
      const headers: Record<string, string> = { authorization, ...options.headers }
      if (proof !== undefined) headers.dpop = proof
      if (body) headers['content-type'] = body.type
      const init = { method: verb, headers, ...(body && { body: Buffer.from(body.bytes) }) }
      return this.#read(await fetch(`${this.#placeOf(url)}${options.query ?? ''}`, init))
    }
    const reply = await send()
    const retry = reply.json.error === 'use_dpop_nonce' && !('nonce' in (change.claims ?? {}))
    return retry && !('proof' in change) ? send() : reply
  }

  /** The proof for a request, with what is to be wrong with it. */
  #proof(method: string, url: string, own: ProofKey, change: ProofChange): string | undefined {
    if ('proof' in change) return change.proof
    const key = change.key ?? own
    const claims = {
      jti: randomBytes(12).toString('base64url'),
      iat: this.#nowS(),
      htm: method,
      htu: url,
      ...(this.nonce !== undefined && { nonce: this.nonce }),
      ...change.claims,
    }
    return key.sign({ typ: 'dpop+jwt', jwk: key.jwk, ...change.header }, claims)
  }

  #body(fields: Fields): string {
    const body = new URLSearchParams()
    const proved = this.clientKey && !('client_assertion' in fields) ? this.assertion() : {}
    for (const [name, value] of Object.entries({ ...proved, ...fields }))
      if (value !== undefined) body.append(name, value)
    return body.toString()
  }

  /** Proves who the client is. */
  assertion(change: { header?: Claims; claims?: Claims; key?: ProofKey } = {}): Fields {
    const key = change.key ?? this.clientKey!
    const iat = this.#nowS()
    const claims = {
      iss: this.clientId,
      sub: this.clientId,
      aud: this.url,
      jti: randomBytes(12).toString('base64url'),
      iat,
      exp: iat + 60,
      ...change.claims,
    }
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: key.sign({ kid: key.kid, ...change.header }, claims),
    }
  }

  async #post(url: string, body: string, proof: string | undefined): Promise<Reply> {
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' }
    if (proof !== undefined) headers.dpop = proof
    return this.#read(await fetch(this.#placeOf(url), { method: 'POST', headers, body }))
  }

  #nowS(): number {
    return Math.floor(Date.now() / 1000) + this.aheadS
  }

  #placeOf(url: string): string {
    return url.replace(this.url, this.at)
  }

  async #read(response: Response): Promise<Reply> {
    this.nonce = response.headers.get('dpop-nonce') ?? this.nonce
    const text = await response.text()
    const isJson = /^application\/json(?:;|$)/.test(response.headers.get('content-type') ?? '')
    const json = (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>
    return { status: response.status, json, headers: response.headers }
  }
}

/** What a token endpoint has answered. */
export function sessionOf(reply: Reply, key: ProofKey): AppSession {
  const { access_token: access, refresh_token: refresh, scope, sub } = reply.json
  if (reply.status !== 200) throw new Error(`no tokens: ${reply.status} ${JSON.stringify(reply.json)}`)
  return { access, refresh, scope, sub, key } as AppSession
}

export function newVerifier(): string {
  return randomBytes(32).toString('base64url')
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
