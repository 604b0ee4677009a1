import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Device } from '../../oauth/index.js'
import { ConnectionStore } from '../connections/connection.store.js'
import type { ProviderDeparture } from '../connections/identity-provider.js'
import { storable } from '../../database/index.js'
import { SsoFailure } from '../sso.errors.js'
import { Departures, type WantedDeparture } from '../transactions/departures.js'
import { backWithout, purposeOf } from './back-addresses.js'
import { UnknownWayBack } from './landing.errors.js'
import type { SsoAnswer } from './sso-journey.js'
import { type StartTicket, StartTickets } from '../tickets/start-tickets.js'

/** What a link to a provider says. */
export interface StartQuery {
  readonly connection?: unknown
  readonly back?: unknown
  readonly hint?: unknown
  readonly force?: unknown
  /** allows more than signing in */
  readonly ticket?: unknown
}

const HINT_LENGTH_MAX = 512

/** Sends browsers to providers that follow a link of ours. */
@Injectable()
export class StartRequests {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly departures: Departures,
    private readonly tickets: StartTickets,
  ) {}

  /** @throws {UnknownWayBack | SsoFailure} */
  async start(query: StartQuery, device: Device): Promise<SsoAnswer> {
    const wanted = await this.#wanted(query, device)
    const departure = await this.departures.begin(wanted)
    if ('failure' in departure) {
      const { failure, id } = departure
      if (wanted.purpose === 'request') return { kind: 'go', to: backWithout(wanted.back, id) }
      return { kind: 'fail', failure, traceId: id, back: wanted.back }
    }
    return { kind: 'go', to: addressOf(departure) }
  }

  async #wanted(
    { connection: id, back, hint, force, ticket }: StartQuery,
    device: Device,
  ): Promise<WantedDeparture> {
    const purpose = typeof back === 'string' ? purposeOf(back) : undefined
    if (typeof back !== 'string' || !purpose) throw new UnknownWayBack()
    const allowed = typeof ticket === 'string' ? this.#allowed(ticket, device) : undefined
    const connection = await this.connections.find(allowed?.connectionId ?? String(id))
    if (!connection || (connection.status !== 'enabled' && allowed?.purpose !== 'test'))
      throw new SsoFailure('connection_off', 'There is no such connection, or it is not enabled.')
    return {
      ...{ connection, deviceId: device.id, back, purpose: allowed?.purpose ?? purpose },
      did: allowed && isOfAccount(allowed) ? allowed.did : undefined,
      loginHint: typeof hint === 'string' && !allowed ? storable(hint).slice(0, HINT_LENGTH_MAX) : undefined,
      isForced: force === '1',
    }
  }

  /** @throws {SsoFailure} */
  #allowed(text: string, device: Device) {
    const ticket = this.tickets.read(text)
    if (!ticket) throw new SsoFailure('expired', 'The ticket is no good any more.')
    if (isOfAccount(ticket) && ticket.device !== device.id.toString('hex'))
      throw new SsoFailure('other_browser', 'The ticket is for another browser.')
    return ticket
  }
}

function isOfAccount(ticket: StartTicket): ticket is Extract<StartTicket, { did: Did }> {
  return ticket.purpose === 'link' || ticket.purpose === 'move'
}

/** Forms to providers would take a page of their own; no kind of provider here begins with one. */
function addressOf(departure: ProviderDeparture): string {
  if (departure.kind === 'form') throw new SsoFailure('connection_off', 'The provider takes forms only.')
  return departure.url
}
