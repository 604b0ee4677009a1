import { Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { shownUserAgent } from '../../audit/index.js'
import { Administrators, basicCredentials } from '../../auth/index.js'
import { NotAdmitted } from '../admin.errors.js'
import { SessionAdmission } from '../session/session-admission.js'
import type { Administrator } from './administrator.js'

/** Finds out who wants to administer: the holder of the password, of a token, or a member with a role. */
@Injectable()
export class AdminAuthentication {
  constructor(
    private readonly passwords: Administrators,
    private readonly sessions: SessionAdmission,
  ) {}

  /** @throws {NotAdmitted | ForeignOrigin | TooManyFailures} */
  async authenticate({ method, headers, ip }: FastifyRequest): Promise<Administrator> {
    const place = { ip, userAgent: shownUserAgent(headers['user-agent']) }
    if (headers.authorization === undefined) {
      const holder = this.sessions.admit(method, headers, place)
      if (holder) return { ...holder, isPerson: true }
    }
    const basic = basicCredentials(headers.authorization)
    if (basic === undefined) throw new NotAdmitted()
    await this.passwords.admit(basic, ip)
    return {
      agent: {
        type: 'password',
        role: this.passwords.passwordRole,
        ...place,
      },
      grants: this.passwords.passwordGrants,
      isPerson: true,
      provedAtMs: undefined,
    }
  }
}
