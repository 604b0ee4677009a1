import { Injectable } from '@nestjs/common'
import { Terms } from '../terms/index.js'
import { Arrivals } from './arrivals.js'
import type { AccountStep, CreatedAccount } from './created-account.js'
import { Newcomers } from './newcomers.js'
import type { AcceptedSignUp, SignUp } from './sign-up-rules.js'
import { SignUpLimit } from './sign-up-limit.js'
import { WebNewcomers } from './web-newcomers.js'

/** Makes the account of whoever keeps the rules, and writes down in the same transaction how they came to terms. */
@Injectable()
export class Admission {
  constructor(
    private readonly newcomers: Newcomers,
    private readonly webNewcomers: WebNewcomers,
    private readonly arrivals: Arrivals,
    private readonly terms: Terms,
    private readonly limit: SignUpLimit,
  ) {}

  /**
   * @param step runs in the transaction that makes the account
   * @throws {SignUpLimitReached} if nobody vouches for them, and as many have come today as may
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
    const isVouchedFor = wanted.byAdministrator || wanted.byOrganization || accepted.inviteCode !== undefined
    const make = () => this.#make(wanted, accepted, steps)
    return isVouchedFor ? make() : this.limit.during(make)
  }

  #make({ did }: SignUp, accepted: AcceptedSignUp, step: AccountStep): Promise<CreatedAccount> {
    if (accepted.webDid) return this.webNewcomers.admit(accepted.webDid, accepted, step)
    return did ? this.arrivals.admit(did, accepted, step) : this.newcomers.admit(accepted, step)
  }
}
