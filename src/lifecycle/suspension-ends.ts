import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { AccountLife } from './account-life.js'
import { SuspensionNotOver } from './lifecycle.errors.js'

const MINUTE_MS = 60 * 1000

/** Accounts looked for at a time. */
const BATCH = 100

/** Lifts suspensions whose time is over. */
@Injectable()
export class SuspensionEnds extends HousekeepingTask {
  override readonly name = 'suspensions that end'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly accounts: Accounts,
    private readonly life: AccountLife,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  /** Lifts those that are due; returns how many. */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    let lifted = 0
    for (;;) {
      const due = await this.accounts.suspensionsOver(now, BATCH)
      const before = lifted
      for (const did of due) if (await this.#lift(did, now)) lifted++
      // What could not be lifted now is due again the next time.
      if (due.length < BATCH || lifted === before) return lifted
    }
  }

  async #lift(did: Did, now: Date): Promise<boolean> {
    const agent = { type: 'system', id: 'suspensions' } as const
    const reason = 'the time of the suspension is over'
    try {
      await this.life.order(did, { kind: 'restore' }, { actor: 'system', agent, reason }, async (tx) => {
        // It may have been made longer, or graver, or been lifted by another node.
        const account = await this.accounts.lock(tx, did)
        const isOver = account?.suspendedUntil && account.suspendedUntil <= now
        if (account?.status !== 'suspended' || !isOver) throw new SuspensionNotOver()
      })
      return true
    } catch (error) {
      if (error instanceof SuspensionNotOver) return false
      this.log.warn({ did, err: error }, 'could not lift a suspension whose time is over')
      return false
    }
  }
}
