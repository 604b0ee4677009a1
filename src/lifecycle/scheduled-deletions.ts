import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts, isTakenDown, stateOf } from '../account/index.js'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { AccountRemoval } from './account-removal.js'
import { DeletionNotDue } from './lifecycle.errors.js'

const HOUR_MS = 60 * 60 * 1000

/** Accounts looked for at a time. */
const BATCH = 100

/**
 * Deletes accounts whose owners, when they deactivated them, said until when they are to be kept, and those of owners
 * who have left and were given some time. One that was taken down, or locked, is kept as long as it is: somebody else decides.
 */
@Injectable()
export class ScheduledDeletions extends HousekeepingTask {
  override readonly name = 'accounts to be deleted'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly accounts: Accounts,
    private readonly removal: AccountRemoval,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  /** Deletes those whose time has come; returns how many. */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    let deleted = 0
    // Those that could not be deleted now are due again the next time, and in nobody's way until then.
    const failed: Did[] = []
    for (;;) {
      const due = await this.accounts.dueForDeletion(now, BATCH, failed)
      for (const did of due) {
        if (await this.#remove(did, now)) deleted++
        else failed.push(did)
      }
      if (due.length < BATCH) return deleted
    }
  }

  async #remove(did: Did, now: Date): Promise<boolean> {
    const reason = 'the time until which it was kept is over'
    try {
      await this.removal.remove(did, { actor: 'system', reason }, async (tx) => {
        const account = await this.accounts.lock(tx, did)
        if (!account || !isDue(account, now)) throw new DeletionNotDue()
      })
      return true
    } catch (error) {
      this.log.warn({ did, err: error }, 'could not delete an account whose time is over')
      return false
    }
  }
}

function isDue(account: Account, now: Date): boolean {
  const { status, deleteAfter, offboardUntil } = account
  if (offboardUntil && offboardUntil <= now) return !isTakenDown(account)
  // Who has said so may be somebody else than its owner: a lock is for finding that out.
  if (stateOf(account) === 'locked') return false
  return status === 'deactivated' && deleteAfter !== undefined && deleteAfter <= now
}
