import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { type Account, Accounts, publicStatus, SignOut } from '../../account/index.js'
import type { Tx } from '../../database/index.js'
import { SigningKeys } from '../../identity/index.js'
import { RepoResigning } from '../../repo/index.js'
import { type AccountEventStatus, type EventInput, EventLog } from '../../sequencer/index.js'

/** Tells the network where accounts stand that came back with a backup. */
@Injectable()
export class ReturnedAccount {
  constructor(
    private readonly accounts: Accounts,
    private readonly keys: SigningKeys,
    private readonly repos: RepoResigning,
    private readonly events: EventLog,
    private readonly signOut: SignOut,
  ) {}

  /**
   * Signs the repository anew, with a revision that is later than any it can have had, and announces account, identity
   * and repository: whoever has seen commits that are lost now fetches all of it again.
   */
  async announce(tx: Tx, did: Did): Promise<void> {
    const account = await this.accounts.lock(tx, did)
    if (!account) return
    const sync = await this.repos.resign(tx, did, await this.keys.signerFor(did))
    await this.events.append(tx, [...eventsOf(account), ...sync])
  }

  /** Ends the sessions that the account had at the time of the backup. */
  endSessions(tx: Tx, did: Did): Promise<void> {
    return this.signOut.everywhere(tx, did)
  }

  /** To be called once transactions are committed. */
  wake(): void {
    this.events.wake()
  }
}

function eventsOf(account: Account): EventInput[] {
  const { did, handle } = account
  const { active, status } = publicStatus(account)
  const named = status === undefined ? {} : { status: status as AccountEventStatus }
  return [
    { kind: 'account', did, active, ...named },
    { kind: 'identity', did, ...(handle !== undefined && { handle }) },
  ]
}
