import { Injectable } from '@nestjs/common'
import { type Account, Accounts, maskedEmail, newcomerOf, WelcomeLetters } from '../../account/index.js'
import { Audit } from '../../audit/index.js'
import { AccountCreation } from '../../lifecycle/index.js'
import { Random } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import type { NewAccountDto } from './accounts.dto.js'

const PASSWORD_BYTES = 32

/** Makes accounts for members. */
@Injectable()
export class AccountIssue {
  constructor(
    private readonly creation: AccountCreation,
    private readonly welcome: WelcomeLetters,
    private readonly accounts: Accounts,
    private readonly audit: Audit,
    private readonly random: Random,
  ) {}

  /**
   * Makes an account as an administrator, without an invite code. Where no password is given, nobody knows one: the
   * member is sent a letter that says how they get in.
   * @throws {PermissionDenied | Refusal} as for everybody who signs up
   */
  async issue(
    { handle, email, password }: NewAccountDto,
    { agent, grants }: Administrator,
  ): Promise<Account> {
    if (!grants.allows('accounts.create', handle.toLowerCase())) throw new PermissionDenied('accounts.create')
    const secret = password ?? Buffer.from(this.random.bytes(PASSWORD_BYTES)).toString('base64url')
    const wanted = { handle, email, password: secret, byAdministrator: true }
    const { did } = await this.creation.create(wanted, async (made, tx) => {
      if (password === undefined) await this.welcome.send(tx, newcomerOf(made, handle, email))
      await this.audit.record(tx, agent, {
        action: 'account.create',
        target: { type: 'account', id: made },
        after: { handle, email: maskedEmail(email) },
      })
    })
    return (await this.accounts.byDid(did))!
  }
}
