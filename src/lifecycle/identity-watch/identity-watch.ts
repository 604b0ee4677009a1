import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { HousekeepingTask } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import {
  type DueIdentity,
  type FailingIdentities,
  IdentityCheckStore,
  type IdentityFindings,
} from './identity-check.store.js'
import { IdentityQuestions } from './identity-questions.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const EVERY_MS = 5 * MINUTE_MS

/** An identity is looked at so often, and sooner where its handle did not lead to it. */
const CHECKED_MS = 24 * HOUR_MS
const FAILED_MS = HOUR_MS
/** Whoever came later is left alone: what others remember of them is not settled. */
const SETTLED_MS = HOUR_MS

/** Identities that are looked at in a run, and at a time. */
const BATCH = 50
const AT_A_TIME = 5

/** A handle does not lead to its account when it did not so many times in a row. */
const FAILURES_MAX = 2

/** Looks whether handles of elsewhere still lead to their accounts, and whether identities were changed by somebody else. */
@Injectable()
export class IdentityWatch extends HousekeepingTask {
  override readonly name = 'identities'
  override readonly everyMs = EVERY_MS

  constructor(
    private readonly store: IdentityCheckStore,
    private readonly questions: IdentityQuestions,
    private readonly outbox: WebhookOutbox,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the number of identities that were looked at. */
  override async run(): Promise<number> {
    const ago = (ms: number) => new Date(this.clock.nowMs() - ms)
    const due = await this.store.due(
      { createdBefore: ago(SETTLED_MS), checkedBefore: ago(CHECKED_MS), failedBefore: ago(FAILED_MS) },
      BATCH,
    )
    for (let from = 0; from < due.length; from += AT_A_TIME)
      await Promise.all(due.slice(from, from + AT_A_TIME).map((one) => this.#check(one)))
    return due.length
  }

  /** Accounts whose handles do not lead to them any more. @param limit most of them that are named */
  unresolvable(limit: number): Promise<FailingIdentities> {
    return this.store.failing(FAILURES_MAX, limit)
  }

  async #check(before: DueIdentity): Promise<void> {
    const { did, handle } = before
    const [leads, nullified] = await Promise.all([
      handle === undefined ? true : this.questions.leadsTo(handle, did),
      this.questions.nullified(did),
    ])
    const found = {
      handleFailures: leads === undefined ? before.handleFailures : leads ? 0 : before.handleFailures + 1,
      nullified: nullified ?? before.nullified,
    }
    await this.#note(before, found)
  }

  /** Tells what is new. Operations that were overruled before anybody looked are history. */
  async #note(before: DueIdentity, found: IdentityFindings): Promise<void> {
    const { did, handle } = before
    await this.work.run(async (tx) => {
      await this.store.note(tx, did, found, new Date(this.clock.nowMs()))
      if (found.handleFailures === FAILURES_MAX && before.handleFailures < FAILURES_MAX)
        await this.outbox.record(tx, { type: 'handle.unresolvable', data: { did }, personal: { handle } })
      if (before.nullified !== undefined && (found.nullified ?? 0) > before.nullified)
        await this.outbox.record(tx, { type: 'plc.nullified', data: { did, count: found.nullified } })
    })
  }
}
