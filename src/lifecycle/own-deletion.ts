import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, MailCodes, Passwords } from '../account/index.js'
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
   * @throws {HostedAccountNotFound | WrongPassword | InvalidCode | ExpiredCode | PasswordHashingBusy}
   */
  async delete(did: Did, password: string, code: string): Promise<void> {
    if (password.length > PASSWORD_LENGTH_MAX) throw new WrongPassword()
    const found = await this.accounts.findWithPassword(did)
    const matches = await this.passwords.matches(password, found?.passwordHash)
    if (!found) throw new HostedAccountNotFound()
    if (!matches) throw new WrongPassword()
    await this.removal.remove(did, { actor: 'owner' }, (tx) => this.codes.use(tx, did, 'deleteAccount', code))
  }
}
