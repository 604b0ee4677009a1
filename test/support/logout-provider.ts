import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { AnsweringServer } from './answering-server.js'

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} }

/** What an identity provider says by itself: where its keys are, and that somebody was logged out. */
export class LogoutProvider {
  static readonly clientId = 'pds'

  private constructor(
    private readonly server: AnsweringServer,
    readonly issuer: string,
    private readonly secret: KeyObject,
  ) {}

  static async start(): Promise<LogoutProvider> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256', use: 'sig' }
    const server = await AnsweringServer.start(({ url }, response) => {
      const issuer = server.url
      const metadata = {
        ...{ issuer, jwks_uri: `${issuer}/jwks`, authorization_endpoint: `${issuer}/auth` },
        ...{ token_endpoint: `${issuer}/token`, response_types_supported: ['code'] },
        ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'] },
      }
      const body = url === '/jwks' ? { keys: [jwk] } : metadata
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    return new LogoutProvider(server, server.url, privateKey)
  }

  /** A logout token as it should be, but for what is said. */
  token(claims: object): string {
    const nowS = Math.floor(Date.now() / 1000)
    const own = {
      iss: this.issuer,
      aud: LogoutProvider.clientId,
      iat: nowS,
      exp: nowS + 120,
      jti: randomUUID(),
    }
    const parts = [
      { alg: 'ES256', typ: 'logout+jwt', kid: 'k' },
      { ...own, events: EVENTS, ...claims },
    ]
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const signature = sign('sha256', Buffer.from(signed), { key: this.secret, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  }

  close(): Promise<void> {
    return this.server.close()
  }
}
