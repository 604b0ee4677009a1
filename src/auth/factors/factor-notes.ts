import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, type FactorKind, SecurityNotices } from '../../account/index.js'
import { Database, UnitOfWork } from '../../database/index.js'

/** The owner is told when so many recovery codes, or fewer, are left. */
const FEW_CODES = 3

/** Notes what becomes of second factors at sign-ins. */
@Injectable()
export class FactorNotes {
  constructor(
    private readonly notices: SecurityNotices,
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** The password was right, the factor was not. */
  failed(did: Did, factor: FactorKind): Promise<void> {
    return this.notices.note(this.db, { did, kind: 'factor-failed', details: { factor } })
  }

  /** A recovery code was used. */
  async recovered(account: Account, left: number): Promise<void> {
    const { did } = account
    await this.work.run(async (tx) => {
      await this.notices.note(tx, { did, kind: 'recovery-code-used', details: { left } })
      if (left <= FEW_CODES) await this.notices.tell(tx, account, { kind: 'recovery-codes-low', left })
    })
  }
}
