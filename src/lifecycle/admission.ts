import { Injectable } from '@nestjs/common'
import { Terms } from '../terms/index.js'
import { Arrivals } from './arrivals.js'
import type { AccountStep, CreatedAccount } from './created-account.js'
import { Newcomers } from './newcomers.js'
import type { AcceptedSignUp, SignUp } from './sign-up-rules.js'
import { WebNewcomers } from './web-newcomers.js'

/** Makes the account of whoever keeps the rules, and writes down in the same transaction how they came to terms. */
@Injectable()
export class Admission {
  constructor(
    private readonly newcomers: Newcomers,
    private readonly webNewcomers: WebNewcomers,
    private readonly arrivals: Arrivals,
    private readonly terms: Terms,
  ) {}

  /**
   * @param step runs in the transaction that makes the account
   * @throws {TermsNotAgreed} if they saw the terms and did not agree
   * @throws {Refusal} if handle, address or invite code are gone, or the PLC directory does not take the identity
   */
  async admit(wanted: SignUp, accepted: AcceptedSignUp, step: AccountStep): Promise<CreatedAccount> {
    const unasked = { via: wanted.byAdministrator ? 'administration' : 'api', agreed: false } as const
    const note = await this.terms.noteOf(accepted.handle, wanted.agreement ?? unasked)
    const steps: AccountStep = async (did, tx) => {
      await step(did, tx)
      await note(tx, did)
    }
    if (accepted.webDid) return this.webNewcomers.admit(accepted.webDid, accepted, steps)
    return wanted.did
      ? this.arrivals.admit(wanted.did, accepted, steps)
      : this.newcomers.admit(accepted, steps)
  }
}
