import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { IncomingHttpHeaders } from 'node:http'
import { type Agent, Audit } from '../../audit/index.js'
import { Devices } from '../../oauth/index.js'
import { ProviderSignOut } from '../../sso/index.js'

/** Where a browser comes back to. */
const DASHBOARD = '/admin'

/** The way of members who administer out of their browser. */
@Injectable()
export class MemberSignOut {
  constructor(
    private readonly devices: Devices,
    private readonly providers: ProviderSignOut,
    private readonly audit: Audit,
  ) {}

  /**
   * Signs whoever asks out of the browser in which they are signed in.
   * @returns a path on this server, from where they sign out at their provider as well; undefined where that is not wanted
   */
  async leave(agent: Agent, headers: IncomingHttpHeaders): Promise<string | undefined> {
    await this.audit.note(agent, { action: 'session.end' })
    if (agent.type !== 'member') return undefined
    const did = agent.id as Did
    const { id } = this.devices.greet(headers)
    const ticket = await this.providers.end(did, id, DASHBOARD)
    await this.devices.signOut(did, id)
    return ticket === undefined ? undefined : (await this.providers.wayOf(ticket))?.href
  }
}
