import { Injectable } from '@nestjs/common'
import type { IncomingHttpHeaders } from 'node:http'
import { type Agent, Audit } from '../../audit/index.js'
import { Administrators, RevokedSessions } from '../../auth/index.js'
import { UnitOfWork } from '../../database/index.js'
import { NotAdmitted } from '../admin.errors.js'
import { PasswordCookie, type PasswordSession } from './password-cookie.js'

/** Whom HTTP knows the password of. */
const USER = 'admin'

/** Where a request comes from. */
export interface Place {
  readonly ip: string
  readonly userAgent: string | undefined
}

/** Sessions of browsers that begin with the admin password, which the browser need not keep. */
@Injectable()
export class PasswordSessions {
  constructor(
    private readonly administrators: Administrators,
    private readonly cookie: PasswordCookie,
    private readonly revoked: RevokedSessions,
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /**
   * Exchanges the password for a session.
   * @returns the header `Set-Cookie`
   * @throws {AuthenticationRequired | TooManyFailures}
   */
  async open(password: string, place: Place): Promise<string> {
    const credentials = Buffer.from(`${USER}:${password}`).toString('base64')
    await this.administrators.admit(credentials, place.ip)
    const session = this.cookie.begin()
    await this.audit.note(this.agentOf(session, place), { action: 'session.open' })
    return this.cookie.header(session)
  }

  /** Whether the password lets anybody in. */
  get isOpen(): boolean {
    return this.administrators.passwordRole !== undefined
  }

  /** The session of a browser, if it has one that goes on. */
  find({ cookie }: IncomingHttpHeaders): PasswordSession | undefined {
    const session = this.cookie.read(cookie)
    if (!session || this.revoked.isRevoked(session.id)) return undefined
    return this.isOpen ? session : undefined
  }

  /**
   * Notes that a session is used.
   * @returns the header `Set-Cookie`
   * @throws {NotAdmitted}
   */
  renew(headers: IncomingHttpHeaders): string {
    const session = this.find(headers)
    if (!session) throw new NotAdmitted()
    return this.cookie.header(session)
  }

  /**
   * Ends the session of a browser, on all nodes, if it has one.
   * @returns the header `Set-Cookie`
   */
  async end(headers: IncomingHttpHeaders, place: Place): Promise<string> {
    const session = this.find(headers)
    if (session) {
      await this.work.run(async (tx) => {
        await this.revoked.revoke(tx, [session.id], new Date(this.cookie.endOf(session)))
        await this.audit.record(tx, this.agentOf(session, place), { action: 'session.end' })
      })
    }
    return this.cookie.removal()
  }

  /** Whoever holds a session, as the audit knows them. */
  agentOf({ id }: PasswordSession, place: Place): Agent {
    return { type: 'password', role: this.administrators.passwordRole, sessionId: id, ...place }
  }
}
