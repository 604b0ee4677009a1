import { AdminApi } from '../support/admin-api.js'
import { OAuthApp } from '../support/oauth-app.js'
import type { Shown } from '../support/oauth-browser.js'
import { type IdpFaults, type IdpUser, OidcIdp } from '../support/oidc-idp.js'
import { SsoTraveller } from '../support/sso-traveller.js'
import { WholeServer } from '../support/whole-server.js'

/** What members see of the organization. */
export const NAME = 'Example Corp'
export const SECOND_MS = 1000

/** A server with a connection to the identity provider of an organization, and an application. */
export class SsoWorld {
  #people = 0

  private constructor(
    readonly server: WholeServer,
    readonly idp: OidcIdp,
    readonly api: AdminApi,
    readonly app: OAuthApp,
    readonly connection: string,
  ) {}

  /** The connection is a draft. */
  static async start(env: Record<string, string> = {}): Promise<SsoWorld> {
    const server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false', ...env })
    const idp = await OidcIdp.start(server.url)
    const api = new AdminApi(server)
    const made = await api.post('sso/connections', {
      name: NAME,
      issuer: idp.issuer,
      secret: OidcIdp.clientSecret,
      settings: { clientId: OidcIdp.clientId, scopes: ['openid', 'email', 'profile', 'groups'] },
    })
    expect(made).toMatchObject({ status: 201, json: { status: 'draft' } })
    return new SsoWorld(server, idp, api, OAuthApp.loopback(server.url), String(made.json.id))
  }

  async close(): Promise<void> {
    await this.idp.close()
    await this.server.close()
  }

  /** Time goes by, for the server and the application. */
  pass(seconds: number): void {
    this.server.clock.advance(seconds * SECOND_MS)
    this.app.aheadS += seconds
  }

  /** Somebody whom nobody here knows yet. */
  newUser(more: object = {}): IdpUser {
    const sub = `person${++this.#people}`
    return {
      sub,
      email: `${sub}@corp.example`,
      email_verified: true,
      name: `Person ${this.#people}`,
      ...more,
    }
  }

  async policy(changes: object): Promise<void> {
    const { status, json } = await this.api.send('PATCH', `sso/connections/${this.connection}`, {
      policy: changes,
    })
    expect({ status, json }).toMatchObject({ status: 200 })
  }

  traveller(): SsoTraveller {
    return new SsoTraveller(this.server.url, this.idp)
  }

  identities(sub: string): Promise<{ did: string }[]> {
    return this.server.sql('SELECT did FROM external_identity WHERE subject = $1', [sub])
  }

  /** From the request of the application to the page that follows the provider. */
  async arrive(user: IdpUser, faults: IdpFaults = {}, more: Record<string, string> = {}) {
    await this.idp.next(user, faults)
    const traveller = this.traveller()
    const { page, key, verifier } = await traveller.request(this.app, more)
    const shown =
      page.location === undefined ? await traveller.press(page, NAME) : await traveller.follow(page)
    return { traveller, shown, key, verifier }
  }

  /** The same, until there is an account. */
  async join(user: IdpUser) {
    const arrived = await this.arrive(user)
    const shown = await arrived.traveller.browser.send(arrived.shown, { decision: 'accept' })
    expect(pageOf(shown)).toBe('Allow access?')
    return { ...arrived, shown }
  }
}

/** The code of a failure that a page shows. */
export function codeIn({ html }: Shown): string | undefined {
  return /sso_[a-z_]+/.exec(html)?.[0]
}

/** The title of a page. */
export function pageOf({ html }: Shown): string | undefined {
  return /<h1[^>]*>([^<]*)/.exec(html)?.[1]
}
