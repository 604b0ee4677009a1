import { Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { placeOf } from '../../audit/index.js'
import { Administrators, basicCredentials } from '../../auth/index.js'
import { NotAdmitted } from '../admin.errors.js'
import { SessionAdmission } from '../session/session-admission.js'
import type { Administrator } from './administrator.js'
import { MemberAdmission } from './member-admission.js'
import { TokenAdmission } from './token-admission.js'

/** Finds out who wants to administer: the holder of the password, of a token, or a member with a role. */
@Injectable()
export class AdminAuthentication {
  constructor(
    private readonly passwords: Administrators,
    private readonly tokens: TokenAdmission,
    private readonly members: MemberAdmission,
    private readonly sessions: SessionAdmission,
  ) {}

  /** @throws {NotAdmitted | ForeignOrigin | TooManyFailures} */
  async authenticate({ method, headers, ip }: FastifyRequest): Promise<Administrator> {
    const place = placeOf({ ip, headers })
    const { authorization } = headers
    if (authorization === undefined) {
      const holder = await this.sessions.admit(method, headers, place)
      return holder ?? this.members.admit(method, headers, place)
    }
    const [, token] = /^bearer +(\S+)$/i.exec(authorization) ?? []
    if (token !== undefined) return this.tokens.admit(token, place)
    const basic = basicCredentials(authorization)
    if (basic === undefined) throw new NotAdmitted()
    return this.#holder(basic, place)
  }

  async #holder(credentials: string, place: Place): Promise<Administrator> {
    await this.passwords.admit(credentials, place.ip)
    return {
      agent: { type: 'password', role: this.passwords.passwordRole, ...place },
      grants: this.passwords.passwordGrants,
      provedAtMs: undefined,
    }
  }
}

/** Where a request comes from. */
interface Place {
  readonly ip: string
  readonly userAgent: string | undefined
}
