import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { AccountNotFound } from './account.errors.js'
import type { Account } from './account.js'
import { Accounts } from './accounts.js'
import { Passwords } from './passwords.js'
import type { SecurityEventDetails } from './security-events/security-event.js'
import { SecurityNotices } from './security-events/security-notices.js'
import { SignOut } from './sign-out.js'

/** More work for the transaction. @param account as it was before */
type Step = (tx: Queryable, account: Account) => Promise<void>

/** Puts a password in the place of another: whoever knew the former one is signed out, and the owner is told. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly signOut: SignOut,
    private readonly notices: SecurityNotices,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Replaces the password of an account.
   * @param steps what else belongs to it: `step` before anything changes, `lastStep` when all is done
   * @throws {AccountNotFound | InvalidPassword | PasswordTooLong | PasswordHashingBusy}
   */
  async replace(
    did: Did,
    password: string,
    by: SecurityEventDetails['password-changed']['by'],
    { step, lastStep }: { step?: Step; lastStep?: Step } = {},
  ): Promise<void> {
    this.passwords.checkNew(password)
    // Hashing takes long; nothing is held up by it.
    const passwordHash = await this.passwords.hash(password)
    await this.work.run(async (tx) => {
      const account = await this.accounts.lock(tx, did)
      if (!account) throw new AccountNotFound()
      await step?.(tx, account)
      await this.accounts.change(tx, did, { passwordHash })
      await this.signOut.everywhere(tx, did)
      await this.notices.note(tx, { did, kind: 'password-changed', details: { by } })
      await this.notices.tell(tx, account, { kind: 'password-changed' })
      await lastStep?.(tx, account)
    })
    this.accounts.changed(did)
  }
}
