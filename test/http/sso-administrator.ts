import type { IdpFaults, IdpUser } from '../support/oidc-idp.js'
import type { Shown } from '../support/oauth-browser.js'
import type { SsoTraveller } from '../support/sso-traveller.js'
import { SECOND_MS, type SsoWorld } from './sso-world.js'

const DAY_MS = 24 * 60 * 60 * SECOND_MS

/** The buttons of organizations where administrators sign in. */
export async function doorsOf({ server }: SsoWorld): Promise<{ name: string; href: string }[]> {
  const { json } = await server.request('GET', '/admin/session')
  return json.organizations as { name: string; href: string }[]
}

/** Somebody who administers in a browser, in which they have come by the door of their organization. */
export class SsoAdministrator {
  private constructor(
    private readonly world: SsoWorld,
    private readonly user: IdpUser,
    private readonly traveller: SsoTraveller,
  ) {}

  /** @param user who has an account already */
  static async enter(world: SsoWorld, user: IdpUser): Promise<SsoAdministrator> {
    const traveller = world.traveller()
    await world.idp.next(user)
    const [door] = await doorsOf(world)
    await traveller.open(world.server.url + door!.href)
    return new SsoAdministrator(world, user, traveller)
  }

  /** Calls the administration, as the dashboard does. */
  async ask(method: string, path: string, body?: object) {
    const { url } = this.world.server
    const headers = { origin: url, 'content-type': 'application/json' }
    const more = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const { status, html } = await this.traveller.browser.once(`${url}/admin/v1/${path}`, more)
    return { status, json: JSON.parse(html) as Record<string, unknown> }
  }

  /** Does something that takes a fresh proof. */
  makeToken() {
    const expiresAt = new Date(this.world.server.clock.nowMs() + DAY_MS).toISOString()
    return this.ask('POST', 'tokens', { name: 'a', permissions: ['accounts.view'], expiresAt })
  }

  /** Where the provider asks them anew who they are. */
  async proofAddress(): Promise<string> {
    const { proofWays } = (await this.ask('GET', 'me')).json as { proofWays: { href: string }[] }
    return this.world.server.url + proofWays[0]!.href
  }

  /** What the provider is asked then. */
  async departure(): Promise<URLSearchParams> {
    const { location } = await this.traveller.browser.open(await this.proofAddress())
    return new URL(location!).searchParams
  }

  /** Goes there and comes back. */
  async prove(faults: IdpFaults = {}): Promise<Shown> {
    return this.#come(await this.proofAddress(), faults)
  }

  /** The same by a link from which it was taken out that the provider has to ask. */
  async comeAnyway(faults: IdpFaults = {}): Promise<Shown> {
    const address = new URL(await this.proofAddress())
    address.searchParams.delete('force')
    return this.#come(address.href, faults)
  }

  async #come(address: string, faults: IdpFaults): Promise<Shown> {
    // The clock of the provider was not moved.
    const authTime = Math.floor(this.world.server.clock.nowMs() / SECOND_MS)
    await this.world.idp.next(this.user, { ...faults, claims: { auth_time: authTime, ...faults.claims } })
    return this.traveller.open(address)
  }
}
