import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from './accounts.js'
import { KnownPasswords } from './known-passwords.js'
import { Lockout } from './lockout/lockout.js'

/** Longer ones are not hashed: nobody has such a password. */
const PASSWORD_LENGTH_MAX = 512

/** Lets owners show that they know the password, for what a session alone must not do. */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: KnownPasswords,
    private readonly lockout: Lockout,
  ) {}

  /**
   * Whether a password is the one of an account; of one that is not here it is not. Failures count as those of signing in.
   * @param ip of the client
   * @throws {TooManyFailures | PasswordHashingBusy}
   */
  async holds(did: Did, password: string, ip: string): Promise<boolean> {
    if (password.length > PASSWORD_LENGTH_MAX) return false
    const found = await this.accounts.findWithPassword(did)
    const proved = await this.lockout.attempt({ name: did, ip, did: found?.account.did }, async () =>
      (await this.passwords.check(found, password)) === undefined ? undefined : true,
    )
    return proved === true
  }
}
