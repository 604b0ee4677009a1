import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { WebhookOutbox } from '../webhooks/index.js'
import { type OpenSession, SessionHolder } from './session-holder.js'

/** The sessions of an account, of whatever kind: with a password, an app password, by OAuth. */
@Injectable()
export class SignOut {
  constructor(
    private readonly contributions: Contributions,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** Ends them all inside the caller's transaction, so that what made it necessary and its effect are one. */
  async everywhere(tx: Queryable, did: Did): Promise<void> {
    for (const holder of this.contributions.of(SessionHolder)) await holder.endAll(tx, did)
    await this.outbox.record(tx, { type: 'session.revoked', data: { did, sessions: 'all' } })
  }

  /** Ends one of {@link openSessions} inside the caller's transaction. @returns whether the account has it */
  async one(tx: Queryable, did: Did, id: string): Promise<boolean> {
    for (const holder of this.contributions.of(SessionHolder))
      if (await holder.endOne(tx, did, id)) return true
    return false
  }

  /** Those that have not ended, the one that was used last first. */
  async openSessions(did: Did): Promise<OpenSession[]> {
    const lists = await Promise.all(this.contributions.of(SessionHolder).map((holder) => holder.list(did)))
    return lists.flat().sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime())
  }
}
