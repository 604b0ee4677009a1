import { Injectable } from '@nestjs/common'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { Clock, redacted, requestId } from '../telemetry/index.js'
import { WebhookOutbox } from '../webhooks/index.js'
import type { Agent } from './agent.js'
import { type Deed, hashOf, textOf } from './audit-entry.js'
import { AuditStore } from './audit.store.js'
import { toldDeed } from './told-deed.js'

/** Longest reason that is kept, in characters. */
const REASON_LENGTH_MAX = 2_000

/**
 * Writes down what administrators do. Each entry carries the digest of the one before, so that none can be altered,
 * removed or put elsewhere without being noticed. Entries wait for each other from {@link record} until the end of the
 * transaction: it is the last thing a transaction does, and nothing that members do is written here.
 */
@Injectable()
export class Audit {
  constructor(
    private readonly store: AuditStore,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** Writes a deed down inside the transaction that does it: if it cannot be written down, it is not done. */
  async record(tx: Queryable, agent: Agent, deed: Deed): Promise<void> {
    const told = toldDeed(agent, deed)
    if (told) await this.outbox.record(tx, told)
    const { seq, hash: previousHash } = await this.store.lockHead(tx)
    const { action, target, outcome = 'done', reason, before, after } = deed
    const entry = {
      seq: seq + 1,
      at: new Date(this.clock.nowMs()),
      action,
      outcome,
      agent,
      agentText: textOf(agent),
      target,
      requestId: requestId(),
      // PostgreSQL has no texts with a NUL.
      reason: reason?.slice(0, REASON_LENGTH_MAX).replaceAll('\0', ''),
      before: before && JSON.stringify(redacted(before)),
      after: after && JSON.stringify(redacted(after)),
    }
    await this.store.append(tx, entry, previousHash, hashOf(entry, previousHash))
  }

  /** Writes down what changes nothing in the database: that something was looked at, denied, or is about to be done. */
  async note(agent: Agent, deed: Deed): Promise<void> {
    await this.work.run((tx) => this.record(tx, agent, deed))
  }
}
