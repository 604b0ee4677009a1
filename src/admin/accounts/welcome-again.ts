import { Injectable } from '@nestjs/common'
import { type Account, WelcomeLetters } from '../../account/index.js'
import { type Agent, Audit } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'

/** Sends members once more how they get in, and writes down that it was done. */
@Injectable()
export class WelcomeAgain {
  constructor(
    private readonly letters: WelcomeLetters,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws {NoEmail | PasswordNotRecoverable} */
  async send(account: Account, agent: Agent): Promise<void> {
    const target = { type: 'account', id: account.did }
    await this.work.run(async (tx) => {
      await this.letters.sendAgain(tx, account)
      await this.audit.record(tx, agent, { action: 'account.welcome', target })
    })
  }
}
