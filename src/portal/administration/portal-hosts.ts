import { Injectable } from '@nestjs/common'
import { AdminEntranceConfig, ServiceConfig } from '../../config/index.js'
import { PORTAL_ROOT } from '../portal-address.js'

/** Places in the dashboard from which members come here, and to which they go back, by names that addresses may have. */
const PLACES: Readonly<Record<string, string>> = {
  admin: '/admin',
  'admin-proved': '/admin/proved',
  'first-run': '/admin/first-run',
}
/** Those that one enters: the others are of pages that are open. */
const ENTERED: readonly string[] = ['admin', 'first-run']

const STATE = /^[A-Za-z0-9_-]{43}$/
const CONNECTION = /^[0-9a-f-]{36}$/

/** Where the way to the dashboard leads. */
export type DashboardWay =
  /** to an address there */
  | { readonly kind: 'back'; readonly to: string }
  /** in, as somebody who is signed in here */
  | { readonly kind: 'enter'; readonly place: string; readonly state: string }

/** The hosts of this service: that of members' pages, and that of the administration, which may be another one. */
@Injectable()
export class PortalHosts {
  constructor(
    private readonly service: ServiceConfig,
    private readonly entrance: AdminEntranceConfig,
  ) {}

  /** Of members' pages, without a path. */
  get home(): string {
    return this.service.publicUrl
  }

  /**
   * A path on this host that leads to the dashboard; undefined where somebody does not come from there.
   * @param place its name
   * @param state by which the other host knows the browser again
   */
  dashboardOf(place: string | undefined, state: string | undefined): string | undefined {
    if (place === undefined || !Object.hasOwn(PLACES, place)) return undefined
    if (this.entrance.home === undefined) return PLACES[place]
    const isEntered = state !== undefined && STATE.test(state) && ENTERED.includes(place)
    return [ADMINISTRATION_PATH, place, ...(isEntered ? [state] : [])].join('/')
  }

  /** The origin at which one ends up who goes back to the dashboard; undefined where that is this one, or none is meant. */
  originOf(place: string | undefined): string | undefined {
    const { home, origin } = this.entrance
    return home !== undefined && this.dashboardOf(place, undefined) !== undefined ? origin : undefined
  }

  /** Where such a path leads; undefined if it is none, or there is no other host. No address is ever read out of it. */
  wayOf(place: string, detail: string | undefined): DashboardWay | undefined {
    const { home, origin, isOtherHost } = this.entrance
    if (home === undefined) return undefined
    if (place === 'sso' && detail !== undefined && CONNECTION.test(detail))
      return { kind: 'back', to: `${origin}/admin/sso/${detail}` }
    if (!Object.hasOwn(PLACES, place)) return undefined
    if (detail === undefined) return { kind: 'back', to: `${origin}${PLACES[place]}` }
    if (!isOtherHost || !ENTERED.includes(place) || !STATE.test(detail)) return undefined
    return { kind: 'enter', place, state: detail }
  }

  /** Where the other host takes a ticket. */
  arrivalOf(ticket: string): string {
    return `${this.entrance.origin}/admin/session/arrive?${new URLSearchParams({ ticket }).toString()}`
  }
}

/** Below it lie the ways to the dashboard, where that has another host. */
const ADMINISTRATION_PATH = `${PORTAL_ROOT}/administration`
