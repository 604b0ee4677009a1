import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Connection, Connections, Links, SSO_START_PATH } from '../../sso/index.js'

/** Where browsers come back to. */
const DASHBOARD = '/admin'

/** A way to an identity provider and back. */
export interface OrganizationDoor {
  /** of the organization */
  readonly name: string
  /** a path on this server */
  readonly href: string
}

/** The organizations with which administrators sign in, and show anew who they are. */
@Injectable()
export class OrganizationDoors {
  constructor(
    private readonly connections: Connections,
    private readonly links: Links,
  ) {}

  /** For whoever is not signed in yet: those whose groups give roles. */
  async toEnter(): Promise<OrganizationDoor[]> {
    const enabled = await this.connections.enabled()
    return enabled.filter(({ policy }) => policy.roles.length > 0).map((one) => doorOf(one, {}))
  }

  /** For somebody who has to show anew who they are: their own, each of which is told to ask. */
  async toProve(did: Did): Promise<OrganizationDoor[]> {
    const [enabled, links] = await Promise.all([this.connections.enabled(), this.links.listOf(did)])
    const linked = new Set(links.map(({ connectionId }) => connectionId))
    return enabled.filter(({ id }) => linked.has(id)).map((one) => doorOf(one, { hint: did, force: '1' }))
  }
}

function doorOf({ id, name }: Connection, more: Readonly<Record<string, string>>): OrganizationDoor {
  const query = new URLSearchParams({ connection: id, back: DASHBOARD, ...more })
  return { name, href: `${SSO_START_PATH}?${query.toString()}` }
}
