import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { IncomingHttpHeaders } from 'node:http'
import { type Agent, Audit } from '../../audit/index.js'
import { AdminEntranceConfig } from '../../config/index.js'
import { Devices } from '../../oauth/index.js'
import { ProviderSignOut } from '../../sso/index.js'
import { AdminBrowsers } from '../access/admin-browsers.js'
import { backTo } from './dashboard-back.js'

/** The way of members who administer out of their browser. */
@Injectable()
export class MemberSignOut {
  constructor(
    private readonly devices: Devices,
    private readonly browsers: AdminBrowsers,
    private readonly entrance: AdminEntranceConfig,
    private readonly providers: ProviderSignOut,
    private readonly audit: Audit,
  ) {}

  /**
   * Signs whoever asks out of the browser in which they are signed in.
   * @returns an address of members' pages, from where they sign out at their provider as well: a path where they are on this
   *   host; undefined where that is not wanted
   */
  async leave(agent: Agent, headers: IncomingHttpHeaders): Promise<string | undefined> {
    await this.audit.note(agent, { action: 'session.end' })
    if (agent.type !== 'member') return undefined
    const did = agent.id as Did
    const browser = await this.browsers.find(headers)
    if (!browser) return undefined
    const ticket = await this.providers.end(did, browser.id, backTo(this.entrance, 'admin'))
    await this.devices.signOut(did, browser.id)
    const way = ticket === undefined ? undefined : await this.providers.wayOf(ticket)
    return way && `${this.entrance.home ?? ''}${way.href}`
  }
}
