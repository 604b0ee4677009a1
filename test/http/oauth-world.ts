import { request as httpRequest } from 'node:http'
import { com } from '@guildhall/lexicon'
import { ClientMetadataHost, REDIRECT_URI } from '../support/client-metadata-host.js'
import { type AppSession, newVerifier, OAuthApp, ProofKey } from '../support/oauth-app.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { outcomeOf } from './oauth-checks.js'

const { getSession, deactivateAccount, activateAccount } = com.atproto.server

type Fields = Record<string, string | undefined>

/** A server with a member, a client under development, and others that have published their metadata. */
export class OauthWorld {
  readonly app: OAuthApp
  /** of the confidential client, the one that it uses and another one */
  readonly keys = [new ProofKey('k1'), new ProofKey('k2')] as const
  readonly confidential: OAuthApp

  private constructor(
    readonly server: WholeServer,
    readonly host: ClientMetadataHost,
    readonly member: Member & { password: string },
  ) {
    this.app = OAuthApp.loopback(server.url)
    this.confidential = this.confidentialWith()
  }

  static async start(): Promise<OauthWorld> {
    const server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
    const host = await ClientMetadataHost.start(server)
    return new OauthWorld(server, host, { ...(await server.signUp()), password: PASSWORD })
  }

  async close(): Promise<void> {
    await this.host.close()
    await this.server.close()
  }

  /** A client that proves who it is. @param more of its metadata */
  confidentialWith(more: object = {}, clientKey: ProofKey = this.keys[0]): OAuthApp {
    const jwks = { keys: this.keys.map(({ jwk, kid }) => ({ ...jwk, kid, alg: 'ES256', use: 'sig' })) }
    const clientId = this.host.publish({ token_endpoint_auth_method: 'private_key_jwt', jwks, ...more })
    return this.clientAt(clientId, clientKey)
  }

  clientAt(clientId: string, clientKey?: ProofKey): OAuthApp {
    const client = new OAuthApp(this.server.url, clientId, {
      redirectUri: REDIRECT_URI,
      ...(clientKey && { clientKey }),
    })
    client.aheadS = this.app.aheadS
    return client
  }

  push(more: Fields = {}, of = this.app) {
    return of.push(of.request(newVerifier(), more), new ProofKey())
  }

  /** A code that was given out, with what it takes to redeem it. */
  async newCode(of = this.app, more: Fields = {}) {
    const [proofKey, verifier] = [new ProofKey(), newVerifier()]
    const pushed = await of.push(of.request(verifier, more), proofKey)
    const answer = await of.authorize(new OAuthBrowser(this.server.url), this.member, pushed)
    return { code: String(answer.get('code')), verifier, proofKey }
  }

  /** Time goes by, for the server and its clients. */
  pass(seconds: number): void {
    this.server.clock.advance(seconds * 1000)
    for (const client of [this.app, this.confidential]) client.aheadS += seconds
  }

  /** One request as it is written. */
  raw(method: string, path: string, headers: Record<string, string | string[]>, body = ''): Promise<string> {
    return new Promise((resolve, reject) => {
      httpRequest(new URL(path, this.server.url), { method, headers }, (answer) => {
        let text = ''
        answer.on('data', (piece: Buffer) => (text += piece.toString()))
        answer.on('end', () => {
          const isJson = /^application\/(?:problem\+)?json/.test(answer.headers['content-type'] ?? '')
          const json = (isJson && text ? JSON.parse(text) : {}) as Record<string, unknown>
          resolve(outcomeOf({ status: answer.statusCode!, json }))
        })
      })
        .on('error', reject)
        .end(body)
    })
  }

  /** The proof for an endpoint, with a nonce that is good. */
  async proofFor(path: string, header: object = {}): Promise<string> {
    await this.push()
    const iat = Math.floor(Date.now() / 1000) + this.app.aheadS
    const htu = `${this.server.url}${path}`
    const claims = { jti: String(Math.random()), iat, htm: 'POST', htu, nonce: this.app.nonce }
    const key = new ProofKey()
    return key.sign({ typ: 'dpop+jwt', jwk: key.jwk, ...header }, claims)
  }

  /** What a session is refused with, once all have heard that it has ended. */
  async ended(session: AppSession): Promise<string> {
    for (;;) {
      const { status } = await this.app.method('GET', getSession.nsid, session)
      if (status !== 200) return String(status)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** Does something while the account of the member is deactivated. */
  async whileDeactivated<T>(act: () => Promise<T>): Promise<T> {
    const { json } = await this.server.signIn(this.member.handle)
    const headers = bearer(String(json.accessJwt))
    await this.server.post(deactivateAccount.nsid, {}, headers)
    const result = await act()
    await this.server.post(activateAccount.nsid, undefined, headers)
    return result
  }
}
