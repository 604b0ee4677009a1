import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { type Connection, Links, RequiredSignIn, SSO_START_PATH, StartTickets } from '../sso/index.js'
import { type GuidedMove, isAccountHere, movePathOf } from './keeping/guided-move.js'

/** The organization with which somebody will sign in here, as far as it is known before they have a handle. */
export interface AwaitedOrganization {
  readonly name: string
  /** whether it is so whatever handle they choose; where not, it depends on that */
  readonly isSure: boolean
}

/** Organizations that have the sign-in of those who move here. */
@Injectable()
export class MoveOrganizations {
  constructor(
    private readonly required: RequiredSignIn,
    private readonly links: Links,
    private readonly tickets: StartTickets,
    private readonly service: ServiceConfig,
  ) {}

  /** That of an account with this name; undefined where its password will do. */
  of(handle: string | undefined, email: string | undefined): Promise<Connection | undefined> {
    return this.required.of({ handle, email })
  }

  /** That of an account that is on its way, or has arrived. */
  ofMove({ passage, newHandle, email }: GuidedMove): Promise<Connection | undefined> {
    return this.of(passage?.newHandle ?? newHandle, passage?.email ?? email)
  }

  /** That with which the member has to be linked before the account is at home here; undefined if they are, or need not. */
  async missing(move: GuidedMove): Promise<Connection | undefined> {
    if (!isAccountHere(move) || move.passage?.done.includes('identity')) return undefined
    const connection = await this.ofMove(move)
    if (!connection) return undefined
    const links = await this.links.listOf(move.did)
    return links.some(({ connectionId }) => connectionId === connection.id) ? undefined : connection
  }

  /** What whoever begins is told. */
  async awaited(move: GuidedMove): Promise<AwaitedOrganization | undefined> {
    const { newHandle, email } = move
    const { handleDomains } = this.service
    const handles = newHandle === undefined ? handleDomains.map((domain) => `name${domain}`) : [newHandle]
    const found = await Promise.all(handles.map((handle) => this.of(handle, email)))
    const [first] = found.filter((one) => one !== undefined)
    return first && { name: first.name, isSure: found.every((one) => one?.id === first.id) }
  }

  /** Where the browser of a move sets out to the organization. */
  startOf(move: GuidedMove, { id: connectionId }: Connection, deviceId: Uint8Array): string {
    const device = Buffer.from(deviceId).toString('hex')
    const ticket = this.tickets.issue({ purpose: 'move', connectionId, did: move.did, device })
    const query = new URLSearchParams({ ticket, back: movePathOf(move), force: '1' })
    return `${SSO_START_PATH}?${query.toString()}`
  }
}
