import { AdminEntranceConfig } from '../../config/index.js'
import { Injectable } from '@nestjs/common'
import type { IncomingHttpHeaders } from 'node:http'
import { Denials } from '../../audit/index.js'
import { Administrators } from '../../auth/index.js'
import type { Administrator } from '../access/administrator.js'
import { ForeignOrigin } from '../admin.errors.js'
import { PasswordSessions, type Place } from './password-sessions.js'

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Lets in whoever has given the admin password in this browser. */
@Injectable()
export class SessionAdmission {
  constructor(
    private readonly sessions: PasswordSessions,
    private readonly administrators: Administrators,
    private readonly entrance: AdminEntranceConfig,
    private readonly denials: Denials,
  ) {}

  /**
   * Who sends a request; undefined if its browser has no session.
   * @throws {ForeignOrigin} another site has made the browser send it
   */
  async admit(
    method: string,
    headers: IncomingHttpHeaders,
    place: Place,
  ): Promise<Administrator | undefined> {
    const session = this.sessions.find(headers)
    if (!session) return undefined
    const agent = this.sessions.agentOf(session, place)
    if (!SAFE.has(method) && headers.origin !== this.entrance.origin) {
      await this.denials.count(agent, 'foreign_origin')
      throw new ForeignOrigin()
    }
    return {
      agent,
      grants: this.administrators.passwordGrants,
      provedAtMs: session.startedMs,
    }
  }
}
