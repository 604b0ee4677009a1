import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AppPasswords, SecurityNotices } from '../account/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { SessionEndings } from './session-endings.js'

/** Takes app passwords back. */
@Injectable()
export class AppPasswordRevocation {
  constructor(
    private readonly work: UnitOfWork,
    private readonly appPasswords: AppPasswords,
    private readonly endings: SessionEndings,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * Removes an app password and ends the sessions it opened; removing what is not there is fine.
   * @param order set for whoever runs the service: more work for the transaction, done last
   * @throws {InvalidAppPasswordName} if there cannot be one of this name
   */
  async revoke(did: Did, name: string, order?: (tx: Queryable) => Promise<void>): Promise<void> {
    await this.work.run(async (tx) => {
      const isRemoved = await this.appPasswords.remove(tx, did, name)
      await this.#endOf(tx, did, name, { isRemoved, byService: order !== undefined })
      await order?.(tx)
    })
  }

  /** Removes all for whoever runs the service. @param order as of {@link revoke}, told how many there were */
  async revokeAll(did: Did, order: (tx: Queryable, count: number) => Promise<void>): Promise<void> {
    await this.work.run(async (tx) => {
      const names = await this.appPasswords.removeAll(tx, did)
      for (const name of names) await this.#endOf(tx, did, name, { isRemoved: true, byService: true })
      await order(tx, names.length)
    })
  }

  async #endOf(
    tx: Queryable,
    did: Did,
    name: string,
    { isRemoved, byService }: { isRemoved: boolean; byService: boolean },
  ): Promise<void> {
    await this.endings.endAll(tx, did, name)
    const kind = 'app-password-removed'
    if (isRemoved) await this.notices.note(tx, { did, kind, details: { name }, byService })
  }
}
