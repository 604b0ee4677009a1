import { Injectable } from '@nestjs/common'
import { PasswordRulebook } from '../account/index.js'
import { Contributions } from '../contributions/index.js'
import { Admission } from './admission.js'
import type { AccountStep, CreatedAccount } from './created-account.js'
import { creationPoint } from './creation-point.js'
import { type SignUp, SignUpRules } from './sign-up-rules.js'
import { SignUpVoucher } from './sign-up-voucher.js'

/** Good enough for the rules, where whoever asks gives none. */
const ANY_PASSWORD = 'no account ever has this password'

/** Makes accounts, for new identities and for such as move here. */
@Injectable()
export class AccountCreation {
  constructor(
    private readonly rules: SignUpRules,
    private readonly admission: Admission,
    private readonly passwords: PasswordRulebook,
    private readonly contributions: Contributions,
  ) {}

  /**
   * Makes an account as wanted. It exists as a whole when this resolves, and not at all when it throws.
   * @param step runs in the transaction that makes the account
   * @throws {Refusal} for the first rule that is broken
   */
  async create(asked: SignUp, step: AccountStep): Promise<CreatedAccount> {
    const wanted = { ...asked, isToBeLinked: await this.#isToBeLinked(asked) }
    const accepted = await this.rules.check(wanted)
    if (!wanted.byOrganization && !wanted.byAdministrator && !wanted.isToBeLinked)
      await this.passwords.assertSignUp(accepted)
    creationPoint('sign-up accepted')
    const account = await this.admission.admit(wanted, accepted, step)
    creationPoint('account made')
    return account
  }

  /** Says whether an account could be made as wanted, as far as can be known before. @throws {Refusal} */
  async check(wanted: Omit<SignUp, 'password'>): Promise<void> {
    await this.rules.check({ ...wanted, password: ANY_PASSWORD })
  }

  async #isToBeLinked(wanted: SignUp): Promise<boolean> {
    for (const voucher of this.contributions.of(SignUpVoucher)) if (await voucher.vouches(wanted)) return true
    return false
  }
}
