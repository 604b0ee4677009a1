import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import type { Checkpoint } from './checkpoint.js'
import { CheckpointStore } from './checkpoint.store.js'
import { AuditSinkStore } from './sinks/audit-sink.store.js'
import { AuditSinks } from './sinks/audit-sinks.js'

/** Says how far entries may go: none while any account is held, and none that some sink has not been sent yet. */
@Injectable()
export class AuditRelease {
  constructor(
    private readonly checkpoints: CheckpointStore,
    private readonly sinks: AuditSinks,
    private readonly places: AuditSinkStore,
    private readonly db: Database,
  ) {}

  /** The last checkpoint that is from before a time, and up to which entries may go; undefined if none may. */
  async end(before: Date): Promise<Checkpoint | undefined> {
    if (await this.#isHeld()) return undefined
    const names = this.sinks.all.map(({ name }) => name)
    const until = names.length === 0 ? undefined : await this.places.slowest(names)
    return this.checkpoints.latest('head', { before, ...(until !== undefined && { until }) })
  }

  /** Forgets checkpoints of entries that have gone. */
  forget(on: Queryable, seq: number): Promise<void> {
    return this.checkpoints.removeBefore(on, seq)
  }

  /** The audit is part of the matter for which an account is held. */
  async #isHeld(): Promise<boolean> {
    const { rowCount } = await this.db.query({ text: 'SELECT FROM repo WHERE is_held LIMIT 1' })
    return rowCount > 0
  }
}
