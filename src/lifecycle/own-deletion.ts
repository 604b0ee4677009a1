import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, MailCodes, PasswordProof } from '../account/index.js'
import { AccountRemoval } from './account-removal.js'
import { HostedAccountNotFound, WrongPassword } from './lifecycle.errors.js'

/** Lets owners delete their accounts, when they know the password and read the mail. */
@Injectable()
export class OwnDeletion {
  constructor(
    private readonly accounts: Accounts,
    private readonly proof: PasswordProof,
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
   * @param proof the password, the code that was sent, and the address `ip` that both come from
   * @throws {HostedAccountNotFound | LockedOut | WrongPassword | InvalidCode | ExpiredCode}
   * @throws {TooManyFailures | PasswordHashingBusy}
   */
  async delete(
    did: Did,
    { password, code, ip }: { password: string; code: string; ip: string },
  ): Promise<void> {
    const isOwner = await this.proof.holds(did, password, ip)
    if (!(await this.accounts.byDid(did))) throw new HostedAccountNotFound()
    if (!isOwner) throw new WrongPassword()
    await this.removal.remove(did, { actor: 'owner' }, (tx) => this.codes.use(tx, did, 'deleteAccount', code))
  }
}
