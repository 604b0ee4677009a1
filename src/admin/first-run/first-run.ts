import { Injectable } from '@nestjs/common'
import type { IncomingHttpHeaders } from 'node:http'
import { shownUserAgent } from '../../audit/index.js'
import { AdminEntranceConfig } from '../../config/index.js'
import { HandleDomains } from '../../identity/index.js'
import { AdminBrowsers } from '../access/admin-browsers.js'
import { AdminSessions } from '../access/admin-sessions.js'
import { ForeignOrigin, NotAdmitted } from '../admin.errors.js'
import { FirstOwner, type WantedOwner } from './first-owner.js'

/** A request of a browser. */
export interface BrowserRequest {
  readonly headers: IncomingHttpHeaders
  readonly ip: string
}

/** What whoever has the link finds. */
export interface FirstRunView {
  /** below which handles are chosen, with its leading dot */
  readonly handleDomain: string
  /** who is signed in in this browser */
  readonly members: readonly { readonly did: string; readonly handle: string | undefined }[]
}

/** The way of the first Owner, from the link to the dashboard, in a browser. */
@Injectable()
export class FirstRun {
  constructor(
    private readonly owner: FirstOwner,
    private readonly sessions: AdminSessions,
    private readonly browsers: AdminBrowsers,
    private readonly entrance: AdminEntranceConfig,
    private readonly domains: HandleDomains,
  ) {}

  /** Whether a link is good, and who is signed in. @throws {ForeignOrigin | OwnerLinkInvalid} */
  async open(secret: string, request: BrowserRequest): Promise<FirstRunView> {
    this.#assertOurs(request)
    await this.owner.check(secret)
    const sessions = await this.sessions.of(request.headers)
    return {
      handleDomain: `.${this.domains.all[0]!.domain}`,
      members: sessions.map(({ did, handle }) => ({ did, handle })),
    }
  }

  /**
   * Makes an account for the first Owner, and signs it in in their browser.
   * @returns the cookie that the browser is to have, unless it has it already
   * @throws {ForeignOrigin | OwnerLinkInvalid | Refusal} as for everybody who signs up
   */
  async create(secret: string, wanted: WantedOwner, request: BrowserRequest): Promise<string | undefined> {
    this.#assertOurs(request)
    const did = await this.owner.create(secret, wanted, placeOf(request))
    return this.browsers.enter(did, request.headers, request.ip)
  }

  /**
   * Makes somebody the first Owner who is signed in in this browser.
   * @param did which of them; without it, the last one who has signed in
   * @throws {ForeignOrigin | OwnerLinkInvalid | NotAdmitted}
   */
  async appoint(secret: string, did: string | undefined, request: BrowserRequest): Promise<void> {
    this.#assertOurs(request)
    const sessions = await this.sessions.of(request.headers)
    const session = sessions.find((each) => did === undefined || each.did === did)
    if (!session) throw new NotAdmitted('Sign in with the account first')
    await this.owner.appoint(secret, session.did, placeOf(request))
    await this.browsers.enter(session.did, request.headers, request.ip)
  }

  #assertOurs({ headers }: BrowserRequest): void {
    if (headers.origin !== this.entrance.origin) throw new ForeignOrigin()
  }
}

function placeOf({ headers, ip }: BrowserRequest) {
  return { ip, userAgent: shownUserAgent(headers['user-agent']) }
}
