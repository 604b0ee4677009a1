import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AppPasswords, SecurityNotices } from '../account/index.js'
import { UnitOfWork } from '../database/index.js'
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

  /** Removes an app password and ends the sessions it opened; removing what is not there is fine. */
  async revoke(did: Did, name: string): Promise<void> {
    await this.work.run(async (tx) => {
      const isRemoved = await this.appPasswords.remove(tx, did, name)
      await this.endings.endAll(tx, did, name)
      if (isRemoved) await this.notices.note(tx, { did, kind: 'app-password-removed', details: { name } })
    })
  }
}
