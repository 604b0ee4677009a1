import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { WrongFormerPassword } from './account.errors.js'
import { PasswordProof } from './password-proof.js'
import { PasswordReplacement } from './password-replacement.js'
import { Passwords } from './passwords.js'

/** Lets owners choose another password, when they know the present one. */
@Injectable()
export class OwnPasswordChange {
  constructor(
    private readonly proof: PasswordProof,
    private readonly passwords: Passwords,
    private readonly replacement: PasswordReplacement,
  ) {}

  /**
   * Replaces a password; all sessions end, of whatever kind.
   * @param wanted the present password `former`, the new one, and the address `ip` that both come from
   * @throws {InvalidPassword | PasswordTooLong | WrongFormerPassword | TooManyFailures | PasswordHashingBusy}
   */
  async change(
    did: Did,
    { former, password, ip }: { former: string; password: string; ip: string },
  ): Promise<void> {
    this.passwords.checkNew(password)
    if (!(await this.proof.holds(did, former, ip))) throw new WrongFormerPassword()
    await this.replacement.replace(did, password, 'owner')
  }
}
