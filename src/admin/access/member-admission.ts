import { AdminEntranceConfig } from '../../config/index.js'
import { Injectable } from '@nestjs/common'
import type { IncomingHttpHeaders } from 'node:http'
import { Denials } from '../../audit/index.js'
import { factsOf, Grants, type HeldRole } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import { ForeignOrigin, NotAdmitted, StrongerSignInRequired } from '../admin.errors.js'
import { AssignmentStore } from '../roles/assignment.store.js'
import { AdminSessions } from './admin-sessions.js'
import type { Administrator } from './administrator.js'

/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Names the account that is meant, where several are signed in in one browser. */
const ACCOUNT_HEADER = 'x-admin-account'

/** Lets members in who are signed in in their browser and have a role. */
@Injectable()
export class MemberAdmission {
  constructor(
    private readonly sessions: AdminSessions,
    private readonly assignments: AssignmentStore,
    private readonly entrance: AdminEntranceConfig,
    private readonly clock: Clock,
    private readonly denials: Denials,
  ) {}

  /**
   * The first of those who are signed in that administers, or the one who is meant.
   * @param place where the request comes from
   * @throws {NotAdmitted | ForeignOrigin}
   * @throws {StrongerSignInRequired} where those who administer have signed in, but not with enough
   */
  async admit(
    method: string,
    headers: IncomingHttpHeaders,
    place: { ip: string; userAgent: string | undefined },
  ): Promise<Administrator> {
    const meant = headers[ACCOUNT_HEADER]
    let isTooWeak = false
    for (const { did, id, provedAtMs, isStrong } of await this.sessions.of(headers)) {
      if (meant !== undefined && did !== meant) continue
      const held = await this.assignments.heldBy(did, new Date(this.clock.nowMs()))
      if (held.length === 0) continue
      const agent = { type: 'member', id: did, role: highest(held), sessionId: id, ...place } as const
      if (!isStrong) {
        await this.denials.count(agent, 'stronger_sign_in_required')
        isTooWeak = true
        continue
      }
      // The cookie comes along whoever has made the browser send the request.
      if (!SAFE.has(method) && headers.origin !== this.entrance.origin) {
        await this.denials.count(agent, 'foreign_origin')
        throw new ForeignOrigin()
      }
      return { agent, grants: Grants.of(held), provedAtMs }
    }
    throw isTooWeak ? new StrongerSignInRequired() : new NotAdmitted()
  }
}

function highest(held: readonly HeldRole[]): string {
  const rank = (one: HeldRole) => factsOf(one)?.priority ?? 0
  const [first] = [...held].sort((a, b) => rank(b) - rank(a))
  return first!.role
}
