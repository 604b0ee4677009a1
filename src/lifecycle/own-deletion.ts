import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, Lockout, MailCodes, Passwords } from '../account/index.js'
import { AccountRemoval } from './account-removal.js'
import { HostedAccountNotFound, WrongPassword } from './lifecycle.errors.js'

/** Longer ones are not hashed: nobody has such a password. */
const PASSWORD_LENGTH_MAX = 512

/** Lets owners delete their accounts, when they know the password and read the mail. */
@Injectable()
export class OwnDeletion {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly codes: MailCodes,
    private readonly lockout: Lockout,
    private readonly removal: AccountRemoval,
  ) {}

  /** Sends the code that allows it. @throws {NoEmail | HostedAccountNotFound} */
  async request(did: Did): Promise<void> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new HostedAccountNotFound()
    await this.codes.send(account, 'deleteAccount')
  }

  /**
   * Deletes an account.
   * @param proof the password, the code that was sent, and the address `ip` that both come from
   * @throws {HostedAccountNotFound | WrongPassword | InvalidCode | ExpiredCode}
   * @throws {TooManyFailures | PasswordHashingBusy}
   */
  async delete(
    did: Did,
    { password, code, ip }: { password: string; code: string; ip: string },
  ): Promise<void> {
    if (password.length > PASSWORD_LENGTH_MAX) throw new WrongPassword()
    const found = await this.accounts.findWithPassword(did)
    const isOwner = await this.lockout.attempt({ name: did, ip, did: found?.account.did }, async () =>
      (await this.passwords.matches(password, found?.passwordHash)) ? true : undefined,
    )
    if (!found) throw new HostedAccountNotFound()
    if (!isOwner) throw new WrongPassword()
    await this.removal.remove(did, { actor: 'owner' }, (tx) => this.codes.use(tx, did, 'deleteAccount', code))
  }
}
