import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, publicStatus } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { RepoAnnouncer } from '../repo/index.js'
import { type AccountEventStatus, EventLog, type EventInput } from '../sequencer/index.js'

type Subject = Pick<Account, 'did' | 'handle' | 'status'>

/** Tells the network what became of accounts, in the transaction in which it did. */
@Injectable()
export class Announcements {
  constructor(
    private readonly events: EventLog,
    private readonly repos: RepoAnnouncer,
  ) {}

  /** `#account`: where an account stands. */
  async status(tx: Queryable, account: Subject): Promise<void> {
    // After the commits of the repository that are under way.
    await this.repos.syncEvent(tx, account.did)
    await this.events.append(tx, [accountEvent(account)])
  }

  /** `#account`, `#identity`, `#sync`: all that one needs to follow an account again. */
  async everything(tx: Queryable, account: Subject): Promise<void> {
    const sync = await this.repos.syncEvent(tx, account.did)
    const { did, handle } = account
    await this.events.append(tx, [
      accountEvent(account),
      { kind: 'identity', did, ...(handle !== undefined && { handle }) },
      ...(sync ? [sync] : []),
    ])
  }

  /** `#identity`: the document or the handle changed. */
  async identity(tx: Queryable, did: Did, handle?: string): Promise<void> {
    await this.events.append(tx, [{ kind: 'identity', did, ...(handle !== undefined && { handle }) }])
  }

  /** `#account` `deleted`, in place of everything that was ever said about the account. Its repository is gone. */
  async deletion(tx: Queryable, did: Did): Promise<void> {
    await this.events.purge(tx, did)
    await this.events.append(tx, [{ kind: 'account', did, active: false, status: 'deleted' }])
  }

  /** To be called once the transaction is committed. */
  wake(): void {
    this.events.wake()
  }
}

function accountEvent(account: Subject): EventInput {
  const { active, status } = publicStatus(account)
  return {
    kind: 'account',
    did: account.did,
    active,
    ...(status !== undefined && { status: status as AccountEventStatus }),
  }
}
