import type { OAuthApp } from './oauth-app.js'
import { newVerifier, ProofKey } from './oauth-app.js'
import { OAuthBrowser, type Shown } from './oauth-browser.js'
import type { OidcIdp } from './oidc-idp.js'

/** Somebody who goes from this server to an identity provider and back, in one browser with its cookies of each. */
export class SsoTraveller {
  readonly browser: OAuthBrowser
  #elsewhere: OAuthBrowser
  /** addresses of this server to which the provider has sent the browser, in their order */
  readonly returns: string[] = []

  constructor(
    readonly url: string,
    readonly idp: OidcIdp,
  ) {
    this.browser = new OAuthBrowser(url)
    this.#elsewhere = new OAuthBrowser(idp.issuer)
  }

  /** The provider knows nobody in this browser any more. */
  forgetProvider(): void {
    this.#elsewhere = new OAuthBrowser(this.idp.issuer)
  }

  /** Opens an address of this server, and goes wherever it leads until there is a page. */
  async open(address: string): Promise<Shown> {
    return this.follow(await this.browser.open(address))
  }

  /** Goes on where a page leads away to the provider. */
  async follow(shown: Shown): Promise<Shown> {
    const back = await this.toReturn(shown)
    return back === undefined ? shown : this.follow(await this.browser.open(back))
  }

  /** Goes to the provider and stops at its answer. @returns where it sends the browser; undefined if it was not asked */
  async toReturn({ location }: Shown): Promise<string | undefined> {
    if (location === undefined || !location.startsWith(this.idp.issuer)) return undefined
    const answer = await this.#elsewhere.open(location)
    if (answer.location === undefined) throw new Error(`the provider stays: ${answer.status} ${answer.html}`)
    this.returns.push(answer.location)
    return answer.location
  }

  /** The address of the button of an organization on a page. */
  static button({ html }: Shown, name: string): string {
    const links = [...html.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)]
    const found = links.find(([, , label]) => label!.includes(name))
    if (!found) throw new Error(`there is no button of ${name}: ${html}`)
    return found[1]!.replaceAll('&amp;', '&')
  }

  /** Begins the request of an application. */
  async request(app: OAuthApp, more: Record<string, string> = {}) {
    const [key, verifier] = [new ProofKey(), newVerifier()]
    const pushed = await app.push(app.request(verifier, more), key)
    const page = await this.browser.open(app.authorizeUrl(pushed))
    return { key, verifier, page }
  }

  /** Presses the button of an organization. */
  press(page: Shown, name: string): Promise<Shown> {
    return this.open(new URL(SsoTraveller.button(page, name), page.url).href)
  }
}
