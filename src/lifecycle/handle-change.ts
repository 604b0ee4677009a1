import { Injectable } from '@nestjs/common'
import type { Did, Handle } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { type Tx, UnitOfWork } from '../database/index.js'
import { HandlePolicy } from '../identity/index.js'
import { Announcements } from './announcements.js'
import { HandlePublication } from './handle-publication.js'
import { HostedAccountNotFound } from './lifecycle.errors.js'

/** Gives accounts other handles. */
@Injectable()
export class HandleChange {
  constructor(
    private readonly policy: HandlePolicy,
    private readonly publication: HandlePublication,
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly announcements: Announcements,
  ) {}

  /**
   * Makes a handle the one of an account, here and in its identity, and announces it. Of two who want one handle at a
   * time, the identity of the loser never claims it: the handle is taken here first, in a transaction that is
   * committed when the directory has agreed. Asking for the present handle repeats the announcement.
   * @param options `allowAnyValid` for administrators: reserved names are allowed
   * @throws {Refusal} if the handle is not allowed, taken, or not taken by the directory
   */
  async change(did: Did, wanted: string, options: { allowAnyValid?: boolean } = {}): Promise<void> {
    if (!(await this.accounts.byDid(did))) throw new HostedAccountNotFound()
    const handle = await this.policy.accept(wanted, { did, ...options })
    await this.work.run(async (tx) => {
      await this.#take(tx, did, handle)
      await this.publication.publish(did, handle)
      await this.announcements.identity(tx, did, handle)
    })
    this.accounts.changed(did)
    this.announcements.wake()
    await this.publication.forget(did)
  }

  async #take(tx: Tx, did: Did, handle: Handle): Promise<void> {
    const account = await this.accounts.lock(tx, did)
    if (!account) throw new HostedAccountNotFound()
    if (account.handle !== handle) await this.accounts.change(tx, did, { handle })
  }
}
