import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { Sessions } from '../../auth/index.js'
import { Database } from '../../database/index.js'
import type { PdsTokens } from '../../migration/index.js'

/** Signs runs of moves in here where nobody could with a password: the account was made, and the answer was lost. */
@Injectable()
export class OpenHere {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly db: Database,
  ) {}

  /** A session of an account that was made without a password and is not active yet; undefined if there is none. */
  async open(did: Did): Promise<PdsTokens | undefined> {
    const found = await this.accounts.findWithPassword(did)
    if (found?.account.status !== 'deactivated' || found.passwordHash !== undefined) return undefined
    return this.sessions.open(this.db, did)
  }
}
