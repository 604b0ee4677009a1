import { timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { IncomingHttpHeaders } from 'node:http'
import { AdminEntranceConfig } from '../../config/index.js'
import { HandedSessions, HandoverTickets } from '../../oauth/index.js'
import { SSO_START_PATH } from '../../sso/index.js'
import { NotThere } from '../admin.errors.js'
import { EntryState } from './entry-state.js'

/** Where browsers go on that have signed in, by the names that members' pages have for it (src/portal). */
const PLACES: Readonly<Record<string, string>> = { admin: '/admin', 'first-run': '/admin/first-run' }

const CONNECTION = /^[0-9a-f-]{36}$/

/** An address, and the cookies that the browser is to have. */
export interface EntryAnswer {
  readonly to: string
  readonly cookies: readonly string[]
}

/** The way of members into the dashboard where it has a host of its own: by members' pages, and back with a ticket. */
@Injectable()
export class AdminEntry {
  constructor(
    private readonly entrance: AdminEntranceConfig,
    private readonly state: EntryState,
    private readonly tickets: HandoverTickets,
    private readonly sessions: HandedSessions,
  ) {}

  /**
   * Sends a browser to members' pages, or from there to an organization.
   * @param place a name: no address is taken
   * @throws {NotThere} where there is no other host, or no such place
   */
  go(place = 'admin', connection?: string): EntryAnswer {
    const { home, isOtherHost } = this.entrance
    if (home === undefined || !isOtherHost || !Object.hasOwn(PLACES, place)) throw new NotThere('place')
    if (connection !== undefined && !CONNECTION.test(connection)) throw new NotThere('connection')
    const { state, cookie } = this.state.make()
    const back = `/account/administration/${place}/${state}`
    const start = `${SSO_START_PATH}?${new URLSearchParams({ connection: connection ?? '', back }).toString()}`
    return { to: `${home}${connection === undefined ? back : start}`, cookies: [cookie] }
  }

  /**
   * Signs in whom members' pages have sent back, in the browser that had set out. A ticket that comes with another one is
   * used up by that: nobody is signed in as somebody else, whoever has made the browser come.
   */
  async arrive(text: string, { cookie }: IncomingHttpHeaders): Promise<EntryAnswer> {
    const ticket = this.entrance.isOtherHost ? await this.tickets.redeem(text) : undefined
    const expected = this.state.read(cookie)
    const isOurs = ticket !== undefined && expected !== undefined && isSame(ticket.state, expected)
    if (!isOurs) return this.#failed([])
    const session = { deviceId: Buffer.from(ticket.device, 'hex'), did: ticket.did }
    const opened = await this.sessions.open(session)
    if (opened === undefined) return this.#failed([this.state.removal()])
    return {
      to: `${this.entrance.origin}${PLACES[ticket.to] ?? PLACES['admin']!}`,
      cookies: [opened, this.state.removal()],
    }
  }

  #failed(cookies: readonly string[]): EntryAnswer {
    return { to: `${this.entrance.origin}/admin?entry=failed`, cookies }
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
