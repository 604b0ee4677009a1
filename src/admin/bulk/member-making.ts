import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, EmailTaken, HandleTaken, newcomerOf, WelcomeLetters } from '../../account/index.js'
import { AccountCreation } from '../../lifecycle/index.js'
import { Random } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import type { Plan } from './account-plans.js'
import type { BulkJob, BulkRow, RowResult } from './bulk-job.js'
import { MemberNotes } from './member-notes.js'

const PASSWORD_BYTES = 32

/** Makes accounts for rows of files. Nobody knows their passwords: each member is sent a letter that says how they get in. */
@Injectable()
export class MemberMaking {
  constructor(
    private readonly accounts: Accounts,
    private readonly creation: AccountCreation,
    private readonly notes: MemberNotes,
    private readonly welcome: WelcomeLetters,
    private readonly random: Random,
  ) {}

  /**
   * Makes the account of a row. That it was made is noted in the transaction that makes it, and
   * the letter goes with that.
   * @returns `later` while the draft of an attempt that was killed has the handle or address
   * @throws {Refusal}
   */
  async make(job: BulkJob, row: BulkRow, plan: Plan, by: Administrator): Promise<RowResult | 'later'> {
    const { handle = '', email = '' } = plan
    const password = Buffer.from(this.random.bytes(PASSWORD_BYTES)).toString('base64url')
    try {
      const { did } = await this.creation.create(
        { handle, email, password, byAdministrator: true },
        async (made, tx) => {
          await this.welcome.send(tx, newcomerOf(made, handle, email, plan.facts.locale))
          await this.notes.made(tx, { job, row, did: made, plan }, by)
        },
      )
      return await this.finish(row, did, by)
    } catch (error) {
      if (!(error instanceof HandleTaken || error instanceof EmailTaken)) throw error
      if ((await this.accounts.byHandle(handle)) || (await this.accounts.byEmail(email))) throw error
      return 'later'
    }
  }

  /** Does what is left when the account is there. It may be done again. */
  async finish({ input }: BulkRow, did: Did, by: Administrator): Promise<RowResult> {
    const { role } = input
    const isGiven = role === undefined || (await this.notes.giveRole(did, role, by))
    return { outcome: 'created', did, ...(!isGiven && { detail: `There is no role ${role} any more` }) }
  }
}
