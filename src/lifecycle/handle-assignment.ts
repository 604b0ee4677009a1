import { Injectable } from '@nestjs/common'
import { Accounts, SecurityNotices } from '../account/index.js'
import type { Tx } from '../database/index.js'
import type { HandleClaim } from './handle-claim.store.js'
import { HostedAccountNotFound } from './lifecycle.errors.js'

/** Gives an account the handle that its identity has. */
@Injectable()
export class HandleAssignment {
  constructor(
    private readonly accounts: Accounts,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * Inside the caller's transaction. After its commit, report it to {@link settled}.
   * @throws {HostedAccountNotFound | HandleTaken}
   */
  async assign(tx: Tx, { did, handle }: HandleClaim): Promise<void> {
    const account = await this.accounts.lock(tx, did)
    if (!account) throw new HostedAccountNotFound()
    if (account.handle === handle) return
    await this.accounts.change(tx, did, { handle })
    const details = { from: account.handle ?? null, to: handle }
    await this.notices.note(tx, { did, kind: 'handle-changed', details })
  }

  /** Forgets what was known of the account. */
  settled({ did }: HandleClaim): void {
    this.accounts.changed(did)
  }
}
