// A public client of OAuth that is being developed, with the sessions that members have allowed it.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { Browser, formOf } from './browser.mjs'

export const SCOPE = 'atproto transition:generic'
const REDIRECT = 'http://127.0.0.1/callback'
const CLIENT_ID = `http://localhost?${new URLSearchParams({ scope: SCOPE, redirect_uri: REDIRECT })}`

const sha256 = (text) => createHash('sha256').update(text).digest('base64url')
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

export class Application {
  #nonce

  /** @param bench whose server is called */
  constructor({ client, target }) {
    Object.assign(this, { client, isReference: target.name === 'reference' })
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.key = privateKey
    this.jwk = publicKey.export({ format: 'jwk' })
  }

  /** Signs a member in, so that this browser is not asked for the password again. */
  async meet(member) {
    const browser = new Browser(this.client)
    const one = { ...member, browser }
    const page = await browser.open(this.#authorizePath(await this.#push(one, sha256(newVerifier()))))
    if (this.isReference) {
      const input = { locale: 'en', username: member.handle, password: member.password, remember: true }
      await browser.callReference('/sign-in', page.path, input)
    } else {
      const { action, fields } = formOf(page.text)
      const typed = {
        identifier: member.handle,
        password: member.password,
        remember: 'on',
        decision: 'accept',
      }
      await browser.submit(action, [...fields, ...Object.entries(typed)])
    }
    return one
  }

  /** A code that a member who was met agrees to. @returns {Promise<{ code: string, verifier: string }>} */
  async code(member) {
    const verifier = newVerifier()
    const { browser, did } = member
    const page = await browser.open(this.#authorizePath(await this.#push(member, sha256(verifier))))
    let answer
    if (this.isReference) {
      answer = (await browser.callReference('/consent', page.path, { did, scope: SCOPE })).url
    } else {
      const { action, fields } = formOf(page.text)
      answer = (await browser.submit(action, [...fields, ['decision', 'accept']])).location
    }
    const code = new URL(answer).searchParams.get('code')
    if (!code) throw new Error(`no code: ${answer}`)
    return { code, verifier }
  }

  /** Redeems a code. */
  exchange({ code, verifier }) {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier }
    return this.#tokens(grant)
  }

  /** Renews a session. */
  refresh({ refreshToken }) {
    return this.#tokens({ grant_type: 'refresh_token', refresh_token: refreshToken })
  }

  /** Headers for one call of a method. They can be made before they are needed. */
  headers(method, path, { accessToken }) {
    const proof = this.#proof(method, path, { ath: sha256(accessToken) })
    return { authorization: `DPoP ${accessToken}`, dpop: proof }
  }

  /** Calls a method until there is a nonce for the next calls. */
  async warmUp(method, path, session) {
    const { headers } = await this.client.request({
      method,
      path,
      headers: this.headers(method, path, session),
    })
    this.#nonce = headers['dpop-nonce'] ?? this.#nonce
  }

  async #push({ did }, challenge) {
    const { request_uri: requestUri } = await this.#call('/oauth/par', {
      response_type: 'code',
      redirect_uri: REDIRECT,
      scope: SCOPE,
      state: randomBytes(8).toString('hex'),
      login_hint: did,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })
    return requestUri
  }

  #authorizePath(requestUri) {
    return `/oauth/authorize?${new URLSearchParams({ client_id: CLIENT_ID, request_uri: requestUri })}`
  }

  async #tokens(grant) {
    const { access_token: accessToken, refresh_token: refreshToken } = await this.#call('/oauth/token', grant)
    return { accessToken, refreshToken }
  }

  async #call(path, fields, again = true) {
    const { status, headers, text } = await this.client.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', dpop: this.#proof('POST', path) },
      body: new URLSearchParams({ client_id: CLIENT_ID, ...fields }).toString(),
    })
    this.#nonce = headers['dpop-nonce'] ?? this.#nonce
    const json = JSON.parse(text)
    if (json.error === 'use_dpop_nonce' && again) return this.#call(path, fields, false)
    if (status >= 300) throw new Error(`${path}: ${status} ${text.slice(0, 200)}`)
    return json
  }

  #proof(method, path, more) {
    const claims = {
      ...{ jti: randomBytes(12).toString('base64url'), iat: Math.floor(Date.now() / 1000) },
      ...{ htm: method, htu: `${this.client.url}${path}` },
      ...(this.#nonce && { nonce: this.#nonce }),
      ...more,
    }
    const { kty, crv, x, y } = this.jwk
    const signed = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(signed), { key: this.key, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  }
}

function newVerifier() {
  return randomBytes(32).toString('base64url')
}
