import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { AccountState } from '../account/index.js'
import { Audit } from '../audit/index.js'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { WebhookOutbox } from '../webhooks/index.js'
import { AccountHistoryStore, type HistoryEntry } from './account-history.store.js'
import { StandingLetters } from './standing-letters.js'
import type { Order } from './state-command.js'
import { toldChange } from './told-change.js'

/** Longest reason that is kept, in characters. */
const REASON_LENGTH_MAX = 2_000

/** Keeps who did what to an account, when and why. */
@Injectable()
export class LifeJournal {
  constructor(
    private readonly store: AccountHistoryStore,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: WebhookOutbox,
    /** tells the owners of accounts */
    readonly letters: StandingLetters,
  ) {}

  /** The time that an entry made now would carry. */
  now(): Date {
    return new Date(this.clock.nowMs())
  }

  /**
   * Writes down what was done, as the last thing that the transaction does.
   * @param done `isChange`: whether the account was not in that state already
   */
  async record(
    tx: Queryable,
    did: Did,
    by: Order,
    done: { command: string; from: AccountState; to: AccountState; isChange: boolean },
  ): Promise<void> {
    if (done.isChange) {
      await this.#remember(tx, did, by, done)
      await this.#tell(tx, did, by, done)
    }
    if (by.actor === 'owner' || !by.agent) return
    await this.audit.record(tx, by.agent, {
      action: `account.${done.command}`,
      target: { type: 'account', id: did },
      reason: by.reason,
      before: { state: done.from },
      after: { state: done.to },
    })
  }

  /** What was done to an account, the newest first. */
  list(did: Did, limit: number): Promise<HistoryEntry[]> {
    return this.store.list(did, limit)
  }

  async #tell(
    tx: Queryable,
    did: Did,
    { actor }: Order,
    { command, from, to }: { command: string; from: AccountState; to: AccountState },
  ): Promise<void> {
    const type = toldChange(command)
    if (type) await this.outbox.record(tx, { type, data: { did, changed: command, from, to, actor } })
  }

  #remember(
    tx: Queryable,
    did: Did,
    { actor, reason }: Order,
    done: { command: string; from: AccountState; to: AccountState },
  ): Promise<void> {
    return this.store.add(tx, {
      did,
      command: done.command,
      actor,
      reason: reason?.slice(0, REASON_LENGTH_MAX),
      formerState: done.from,
      state: done.to,
      at: this.now(),
    })
  }
}
