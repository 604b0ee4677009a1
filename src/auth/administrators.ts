import { Injectable } from '@nestjs/common'
import { Lockout } from '../account/index.js'
import { Grants, type RoleId } from '../roles/index.js'
import { AdminPassword } from './admin-password.js'
import { AuthConfig } from './auth.config.js'
import { AuthenticationRequired } from './auth.errors.js'

/** Under which failures are counted; nobody can type it as the name of an account. */
const ADMINISTRATOR = ' administrator'

/** Lets the administrator in. */
@Injectable()
export class Administrators {
  constructor(
    private readonly admin: AdminPassword,
    private readonly lockout: Lockout,
    private readonly config: AuthConfig,
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
   * @throws {AuthenticationRequired | TooManyFailures}
   */
  async admit(credentials: string | undefined, ip: string): Promise<void> {
    if (credentials === undefined || !this.passwordRole) throw new AuthenticationRequired()
    const attempt = { name: ADMINISTRATOR, ip, everywhere: false }
    const admitted = await this.lockout.attempt(attempt, async () =>
      this.admin.matches(credentials) ? true : undefined,
    )
    if (!admitted) throw new AuthenticationRequired()
  }
}
