import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { HousekeepingTask } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { AuditStore } from '../audit.store.js'
import type { AuditSink } from './audit-sink.js'
import { AuditSinkStore } from './audit-sink.store.js'
import { AuditSinks } from './audit-sinks.js'

const EVERY_MS = 10_000

/** Entries sent at a time. */
const BATCH = 200

/** Batches that a sink is sent in a run: other upkeep waits meanwhile. */
const BATCHES_MAX = 20

/**
 * Sends the audit to its sinks, each from where it has come to: what could not be sent is sent later, and no entry is
 * left out. One may be sent twice.
 */
@Injectable()
export class AuditFeed extends HousekeepingTask {
  override readonly name = 'sinks of the audit'
  override readonly everyMs = EVERY_MS

  constructor(
    private readonly sinks: AuditSinks,
    private readonly store: AuditSinkStore,
    private readonly audit: AuditStore,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the number of entries that were sent. @throws when a sink took none; others are sent theirs all the same */
  override async run(): Promise<number> {
    let sent = 0
    let failure: Error | undefined
    for (const sink of this.sinks.all) {
      try {
        sent += await this.#feed(sink)
      } catch (error) {
        failure = error as Error
        await this.store.failed(sink.name, failure.message, this.#now())
      }
    }
    if (failure) throw failure
    return sent
  }

  async #feed(sink: AuditSink): Promise<number> {
    let sent = 0
    for (let batches = 0; batches < BATCHES_MAX; batches++) {
      const count = await this.#batch(sink)
      sent += count
      if (count < BATCH) break
    }
    return sent
  }

  /** The place of a sink is held while it is sent a batch, so that nodes do not send the same. */
  #batch(sink: AuditSink): Promise<number> {
    return this.work.run(async (tx) => {
      const seq = await this.store.claim(tx, sink.name, this.#now())
      if (seq === undefined) return 0
      const entries = await this.audit.after(tx, seq, BATCH)
      if (entries.length === 0) return 0
      await sink.send(entries).catch(throwAsOfSink)
      await this.store.advance(tx, sink.name, entries.at(-1)!.seq, this.#now())
      return entries.length
    })
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

/** Within a transaction, a connection that fails would be taken for that to the database. */
function throwAsOfSink(error: unknown): never {
  throw new Error(`the sink takes nothing: ${(error as Error).message}`, { cause: error })
}
