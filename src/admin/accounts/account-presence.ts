import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { LastSeen } from '../../account/index.js'
import type { Grants } from '../../roles/index.js'
import type { AccountDto } from './accounts.dto.js'

/** Adds to accounts when their members were here last: no part of an account, so that its tag stays as it is. */
@Injectable()
export class AccountPresence {
  constructor(private readonly lastSeen: LastSeen) {}

  /** As far as whoever asks may see sessions. */
  async add(accounts: readonly AccountDto[], grants: Grants): Promise<AccountDto[]> {
    const shown = accounts.filter(({ handle }) => grants.allows('sessions.view', handle))
    const seen = await this.lastSeen.of(shown.map(({ did }) => did as Did))
    return accounts.map((account) => {
      const at = seen.get(account.did as Did)
      return at ? { ...account, lastSeenAt: at.toISOString() } : account
    })
  }
}
