import { Injectable } from '@nestjs/common'
import { Lockout } from '../account/index.js'
import { AdminPassword } from './admin-password.js'
import { AuthenticationRequired } from './auth.errors.js'

/** Under which failures are counted; nobody can type it as the name of an account. */
const ADMINISTRATOR = ' administrator'

/** Lets the administrator in. */
@Injectable()
export class Administrators {
  constructor(
    private readonly admin: AdminPassword,
    private readonly lockout: Lockout,
  ) {}

  /**
   * Unlike tokens, whatever is not the password has one answer: status 401. Failures from elsewhere keep no
   * administrator out.
   * @throws {AuthenticationRequired | TooManyFailures}
   */
  async admit(credentials: string | undefined, ip: string): Promise<void> {
    if (credentials === undefined) throw new AuthenticationRequired()
    const attempt = { name: ADMINISTRATOR, ip, everywhere: false }
    const admitted = await this.lockout.attempt(attempt, async () =>
      this.admin.matches(credentials) ? true : undefined,
    )
    if (!admitted) throw new AuthenticationRequired()
  }
}
