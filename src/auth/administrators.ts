import { Injectable } from '@nestjs/common'
import { Lockout } from '../account/index.js'
import { Audit } from '../audit/index.js'
import { Grants, isPermission, type RoleId } from '../roles/index.js'
import { AdminPassword } from './admin-password.js'
import { AuthConfig } from './auth.config.js'
import { AuthenticationRequired, PasswordNotEnough } from './auth.errors.js'

/** Under which failures are counted; nobody can type it as the name of an account. */
const ADMINISTRATOR = ' administrator'

/** Lets the administrator in. */
@Injectable()
export class Administrators {
  constructor(
    private readonly admin: AdminPassword,
    private readonly lockout: Lockout,
    private readonly config: AuthConfig,
    private readonly audit: Audit,
  ) {}

  /** What the password stands for; undefined where it is good for nothing. */
  get passwordRole(): RoleId | undefined {
    const { adminPasswordRole: role } = this.config
    return role === 'none' ? undefined : role
  }

  /** What whoever has the password may do. */
  get passwordGrants(): Grants {
    return Grants.of(this.passwordRole ? [{ role: this.passwordRole }] : [])
  }

  /**
   * Unlike tokens, whatever is not the password has one answer: status 401. Failures from elsewhere keep no
   * administrator out.
   * @param permission that the password has to stand for
   * @throws {AuthenticationRequired | TooManyFailures | PasswordNotEnough}
   */
  async admit(credentials: string | undefined, ip: string, permission?: string): Promise<void> {
    if (credentials === undefined || !this.passwordRole) throw new AuthenticationRequired()
    const attempt = { name: ADMINISTRATOR, ip, everywhere: false }
    const admitted = await this.lockout.attempt(attempt, async () =>
      this.admin.matches(credentials) ? true : undefined,
    )
    if (!admitted) throw new AuthenticationRequired()
    if (permission === undefined || this.#covers(permission)) return
    const agent = { type: 'password', role: this.passwordRole, ip } as const
    await this.audit.note(agent, { action: permission, outcome: 'denied' })
    throw new PasswordNotEnough(permission)
  }

  #covers(permission: string): boolean {
    return isPermission(permission) && this.passwordGrants.has(permission)
  }
}
