import { Injectable } from '@nestjs/common'
import { stateOf } from '../../account/index.js'
import type { Permission } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { AccountDeletion } from '../accounts/account-deletion.js'
import { AccountHelp } from '../accounts/account-help.js'
import { AccountOrders, type Why } from '../accounts/account-orders.js'
import type { BulkJob, BulkRow, BulkVerb, RowResult } from './bulk-job.js'
import { BulkRows } from './bulk-rows.js'

/** Which permission each verb takes, besides that of doing it to many. */
export const VERB_TAKES: Readonly<Record<BulkVerb, Permission>> = {
  lock: 'accounts.lock',
  unlock: 'accounts.lock',
  suspend: 'accounts.suspend',
  unsuspend: 'accounts.suspend',
  takedown: 'accounts.takedown',
  restore: 'accounts.takedown',
  deactivate: 'accounts.activate',
  activate: 'accounts.activate',
  'end-sessions': 'sessions.revoke',
  'reset-password': 'accounts.recover',
  delete: 'accounts.delete',
}

/** Does the same to many accounts, each as if it were the only one. */
@Injectable()
export class OrderRows extends BulkRows {
  constructor(
    private readonly access: AccountAccess,
    private readonly orders: AccountOrders,
    private readonly help: AccountHelp,
    private readonly deletion: AccountDeletion,
  ) {
    super()
  }

  override async handle(job: BulkJob, row: BulkRow, by: Administrator): Promise<RowResult> {
    if (job.options.kind !== 'orders') throw new Error('a job of another kind')
    const { verb, tell, text } = job.options
    const { did = '' } = row.input
    const account = await this.access.reach(by, VERB_TAKES[verb], did)
    if (verb === 'delete') await this.deletion.assertFree(account.did)
    const detail = stateOf(account)
    if (job.dryRun) return { outcome: 'order', did, detail }
    const now = await this.#order(verb, did, by, { reason: job.reason, tell, text })
    return { outcome: 'ordered', did, detail: now === undefined ? detail : `${detail} → ${now}` }
  }

  /** The state that comes of it, where it is a matter of states. */
  async #order(verb: BulkVerb, did: string, by: Administrator, why: Why): Promise<string | undefined> {
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
      default: {
        const kind = verb === 'takedown' ? 'takeDown' : verb
        return stateOf(await this.orders.order(did, { kind }, by, why))
      }
    }
  }
}
