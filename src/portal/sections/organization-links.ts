import { Injectable } from '@nestjs/common'
import { Connections, Linking, Links, SSO_START_PATH, StartTickets } from '../../sso/index.js'
import { CONFIRM, pageOf } from '../portal-address.js'
import type { OrganizationsView } from '../portal-state.js'
import type { Visit } from '../visits/visit.js'

/** The organizations with which one signs in to an account. */
@Injectable()
export class OrganizationLinks {
  constructor(
    private readonly connections: Connections,
    private readonly links: Links,
    private readonly linking: Linking,
    private readonly tickets: StartTickets,
  ) {}

  /** @param section where the browser comes back to; undefined if there are no organizations at all */
  async view(visit: Visit, section: string): Promise<OrganizationsView | undefined> {
    const { did } = visit.account
    const [links, connections] = await Promise.all([this.links.listOf(did), this.connections.enabled()])
    if (links.length === 0 && connections.length === 0) return undefined
    const linked = new Set(links.map(({ connectionId }) => connectionId))
    const free = connections.filter(({ id, policy }) => !linked.has(id) && policy.provisioning.linking)
    return {
      linked: links.map(({ connectionId, subject, issuer, email, linkedAt }) => ({
        id: `${connectionId} ${subject}`,
        name: connections.find(({ id }) => id === connectionId)?.name ?? issuer,
        email,
        since: linkedAt.toISOString(),
      })),
      others: free.map(({ id, name }) => ({ name, href: this.#hrefOf(visit, id, section) })),
    }
  }

  /** Ends a link by its id in the view; `false` if there is none. @throws {SsoFailure} if it is the last way to sign in */
  async end({ account: { did } }: Visit, id: string): Promise<boolean> {
    const [connectionId = '', ...rest] = id.split(' ')
    const link = (await this.links.listOf(did)).find(
      (one) => one.connectionId === connectionId && one.subject === rest.join(' '),
    )
    if (!link) return false
    const connections = await this.connections.enabled()
    return this.linking.unlink(link, connections.find((one) => one.id === connectionId)?.name ?? link.issuer)
  }

  /** A link and no form: browsers do not let forms lead to other sites. */
  #hrefOf({ account: { did }, device, isFresh }: Visit, connectionId: string, section: string): string {
    if (!isFresh) return `${pageOf(did, CONFIRM)}?${new URLSearchParams({ to: section }).toString()}`
    const ticket = this.tickets.issue({
      purpose: 'link',
      connectionId,
      did,
      device: device.id.toString('hex'),
    })
    const query = new URLSearchParams({ ticket, back: pageOf(did, section), force: '1' })
    return `${SSO_START_PATH}?${query.toString()}`
  }
}
