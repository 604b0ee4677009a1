import { Injectable } from '@nestjs/common'
import { stateOf } from '../../account/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { AccountDeletion } from '../accounts/account-deletion.js'
import { AccountHelp } from '../accounts/account-help.js'
import { AccountOffboarding } from '../accounts/account-offboarding.js'
import { AccountOrders, type Why } from '../accounts/account-orders.js'
import { InvalidFields } from '../admin.errors.js'
import type { BulkJob, BulkRow, OrderOptions, RowResult } from './bulk-job.js'
import { BulkRows } from './bulk-rows.js'
import { isFactVerb, VERB_TAKES } from './bulk-verbs.js'

/** Verbs that are called otherwise where the state of accounts is changed. */
const KINDS = { takedown: 'takeDown', 'cancel-offboard': 'cancelOffboard' } as const

/** Does the same to many accounts, each as if it were the only one. */
@Injectable()
export class OrderRows extends BulkRows {
  constructor(
    private readonly access: AccountAccess,
    private readonly orders: AccountOrders,
    private readonly help: AccountHelp,
    private readonly deletion: AccountDeletion,
    private readonly offboarding: AccountOffboarding,
  ) {
    super()
  }

  override async handle(job: BulkJob, row: BulkRow, by: Administrator): Promise<RowResult> {
    if (job.options.kind !== 'orders') throw new Error('a job of another kind')
    const { verb, days = 0, tell, text } = job.options
    const { did = '' } = row.input
    const account = await this.access.reach(by, VERB_TAKES[verb], did)
    if (verb === 'delete') await this.deletion.assertFree(account.did)
    if (verb === 'offboard') await this.#assertTime(did, days, by)
    const detail = stateOf(account)
    if (job.dryRun) return { outcome: 'order', did, detail }
    const now = await this.#order(job.options, did, by, { reason: job.reason, tell, text })
    return { outcome: 'ordered', did, detail: now === undefined ? detail : `${detail} → ${now}` }
  }

  /** The state that comes of it, where it is a matter of states. */
  async #order(
    { verb, days = 0 }: OrderOptions,
    did: string,
    by: Administrator,
    why: Why,
  ): Promise<string | undefined> {
    switch (verb) {
      case 'delete':
        await this.deletion.carryOut(did, by, why)
        return 'deleted'
      case 'end-sessions':
        await this.help.endSessions(did, by, why.reason)
        return undefined
      case 'reset-password':
        await this.help.sendReset(did, by)
        return undefined
      case 'unsuspend':
        return stateOf(await this.orders.unsuspend(did, by, why))
      case 'offboard':
        return stateOf(await this.offboarding.carryOut(did, { days, reason: why.reason }, by))
      default: {
        if (isFactVerb(verb)) throw new Error('a job of another kind')
        const kind = verb === 'takedown' || verb === 'cancel-offboard' ? KINDS[verb] : verb
        return stateOf(await this.orders.order(did, { kind }, by, why))
      }
    }
  }

  /** To delete an account in all but name is done to one at a time. @throws {InvalidFields} */
  async #assertTime(did: string, days: number, by: Administrator): Promise<void> {
    const { hasty } = await this.offboarding.check(did, days, by)
    if (hasty)
      throw new InvalidFields([
        { at: 'days', message: 'would leave less than a week; offboard this one alone' },
      ])
  }
}
