import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AdminEntranceConfig } from '../../config/index.js'
import { type Connection, Connections, Links, SSO_START_PATH } from '../../sso/index.js'
import { backTo } from './dashboard-back.js'

/** A way to an identity provider and back. */
export interface OrganizationDoor {
  /** of the organization */
  readonly name: string
  /** a path on this server, or an address of members' pages where these have another host */
  readonly href: string
}

/** The organizations with which administrators sign in, and show anew who they are. */
@Injectable()
export class OrganizationDoors {
  constructor(
    private readonly connections: Connections,
    private readonly links: Links,
    private readonly entrance: AdminEntranceConfig,
  ) {}

  /** For whoever is not signed in yet: those whose groups give roles. */
  async toEnter(): Promise<OrganizationDoor[]> {
    const enabled = await this.connections.enabled()
    return enabled.filter(({ policy }) => policy.roles.length > 0).map((one) => this.#doorIn(one))
  }

  /** For somebody who has to show anew who they are: their own, each of which is told to ask. */
  async toProve(did: Did): Promise<OrganizationDoor[]> {
    const [enabled, links] = await Promise.all([this.connections.enabled(), this.links.listOf(did)])
    const linked = new Set(links.map(({ connectionId }) => connectionId))
    return enabled
      .filter(({ id }) => linked.has(id))
      .map((one) => this.#doorOf(one, 'admin-proved', { hint: did, force: '1' }))
  }

  /** On a host of its own, the browser has to be known again when it comes back. */
  #doorIn(connection: Connection): OrganizationDoor {
    const { id, name } = connection
    if (!this.entrance.isOtherHost) return this.#doorOf(connection, 'admin', {})
    return { name, href: `/admin/session/go?${new URLSearchParams({ connection: id }).toString()}` }
  }

  #doorOf(
    { id, name }: Connection,
    place: 'admin' | 'admin-proved',
    more: Readonly<Record<string, string>>,
  ): OrganizationDoor {
    const query = new URLSearchParams({ connection: id, back: backTo(this.entrance, place), ...more })
    return { name, href: `${this.entrance.home ?? ''}${SSO_START_PATH}?${query.toString()}` }
  }
}
