import { Injectable } from '@nestjs/common'
import { type Did, isDid } from '@guildhall/syntax'
import { type Account, Accounts } from '../../account/index.js'
import { Audit } from '../../audit/index.js'
import { outranks, type Permission } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere, Outranked, PermissionDenied } from '../admin.errors.js'
import { assertFresh } from '../access/freshness.js'
import { RankOf } from '../access/rank-of.js'

/** Which accounts an administrator may look at, and to which something may be done. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly accounts: Accounts,
    private readonly ranks: RankOf,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** An account that may be looked at. Those out of reach are not there. @throws {NotThere} */
  async look(by: Administrator, permission: Permission, did: string): Promise<Account> {
    const account = isDid(did) ? await this.accounts.byDid(did) : undefined
    if (!account || !by.grants.allows(permission, account.handle)) throw new NotThere('account')
    return account
  }

  /**
   * An account to which something may be done: it is within reach, and not that of somebody who ranks as high.
   * @throws {NotThere | Outranked}
   */
  async reach(by: Administrator, permission: Permission, did: string): Promise<Account> {
    const account = await this.look(by, permission, did)
    if (outranks(by.grants.priority, await this.ranks.of(account.did as Did))) return account
    await this.#noteDenied(by, permission, account)
    throw new Outranked()
  }

  /** Of an account that was reached: whether something else may be done to it as well. @throws {PermissionDenied} */
  async assertMay(by: Administrator, permission: Permission, account: Account): Promise<void> {
    if (by.grants.allows(permission, account.handle)) return
    await this.#noteDenied(by, permission, account)
    throw new PermissionDenied(permission)
  }

  /** Of what hands an account or its name to somebody: whether whoever asks has lately shown that it is them. @throws {StepUpRequired} */
  assertFresh(by: Administrator): void {
    assertFresh(by, this.clock.nowMs())
  }

  async #noteDenied(by: Administrator, permission: Permission, { did }: Account): Promise<void> {
    const target = { type: 'account', id: did }
    await this.audit.note(by.agent, { action: permission, outcome: 'denied', target })
  }
}
