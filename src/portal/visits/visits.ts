import { Injectable } from '@nestjs/common'
import { type AccountState, OwnExport, stateOf } from '../../account/index.js'
import { Devices, isOwnOrigin, type SignedInAccount, UNTOLD_MS } from '../../oauth/index.js'
import { Clock } from '../../telemetry/index.js'
import { PortalHosts } from '../administration/portal-hosts.js'
import { WrongHost } from '../portal.errors.js'
import type { Arrival, PageRequest, Visit } from './visit.js'
import { VisitCookie } from './visit-cookie.js'

const MINUTE_MS = 60_000

/** How long a sign-in is proof enough for what cannot be taken back. */
export const FRESH_MS = 10 * MINUTE_MS

/** Browsers that are never closed, and restore their cookies: a visit ends all the same. */
export const VISIT_MAX_MS = 12 * 60 * MINUTE_MS

/** A visit begins before the sign-in that opens it, by whichever clock. */
const BEGUN_BEFORE_MS = MINUTE_MS

/** Who may come in; those who were suspended or taken down see no more than their data. */
const ADMITTED: ReadonlySet<AccountState> = new Set<AccountState>([
  'active',
  'deactivated',
  'offboarding',
  'suspended',
  'takendown',
])

/** Who comes to the portal, in which browser, and which accounts are signed in there. */
@Injectable()
export class Visits {
  readonly #host: string

  constructor(
    private readonly devices: Devices,
    private readonly cookie: VisitCookie,
    readonly hosts: PortalHosts,
    private readonly clock: Clock,
    private readonly exports: OwnExport,
  ) {
    this.#host = new URL(hosts.home).host
  }

  /** @throws {WrongHost} */
  arrive({ headers, host, ip, query }: PageRequest): Arrival {
    if (host.toLowerCase() !== this.#host) throw new WrongHost(this.hosts.home)
    const device = this.devices.greet(headers)
    const startedMs = this.cookie.read(headers.cookie, device.secret)
    const isOver = startedMs === undefined || startedMs < this.clock.nowMs() - VISIT_MAX_MS
    return {
      device,
      ip,
      locale: headers['accept-language'] ?? '',
      query: textsOf(query),
      sinceMs: isOver ? Number.POSITIVE_INFINITY : startedMs,
      cookies: device.setCookie === undefined ? [] : [device.setCookie],
    }
  }

  /** Whether a form comes from a page of this server. */
  isOwnForm({ headers }: PageRequest): boolean {
    return isOwnOrigin(headers, this.hosts.home)
  }

  /** The accounts that are signed in, the latest first; not those that are kept out. */
  async accountsOf({ device, sinceMs }: Arrival): Promise<SignedInAccount[]> {
    const found = await this.devices.accountsOf(device, sinceMs)
    return found.filter(({ account }) => ADMITTED.has(stateOf(account)) && this.exports.isAllowed(account))
  }

  /** The visit of an account; `undefined` if it is not signed in, or not lately. */
  async of(arrival: Arrival, did: string): Promise<Visit | undefined> {
    const accounts = await this.accountsOf(arrival)
    const found = accounts.find(({ account, isStale }) => account.did === did && !isStale)
    if (!found) return undefined
    return {
      ...arrival,
      account: found.account,
      isRemembered: found.isRemembered,
      isFresh: shownAtMs(found) > this.clock.nowMs() - FRESH_MS,
      hasOthers: accounts.length > 1,
    }
  }

  /** Writes down the browser in which somebody is about to sign in. */
  welcome({ device, ip }: Arrival, headers: PageRequest['headers']): Promise<void> {
    return this.devices.note(device, headers, ip)
  }

  /** The arrival of somebody who has signed in just now: with that begins the visit. */
  begun(arrival: Arrival): Arrival {
    const { device, cookies } = arrival
    const sinceMs = Math.min(arrival.sinceMs, this.clock.nowMs() - BEGUN_BEFORE_MS)
    return { ...arrival, sinceMs, cookies: [...cookies, this.cookie.header(device.secret, sinceMs)] }
  }
}

/**
 * When somebody has shown who they are, which may be long before they came from their provider: whoever finds a browser
 * open that it knows has shown nothing. Where it never says when, having come has to be enough.
 */
function shownAtMs({ provedAtMs, signedInAtMs }: SignedInAccount): number {
  return provedAtMs === UNTOLD_MS ? signedInAtMs : provedAtMs
}

function textsOf(query: PageRequest['query']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
