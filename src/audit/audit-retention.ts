import { Injectable } from '@nestjs/common'
import { type Tx, UnitOfWork } from '../database/index.js'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { AuditCheckpoints } from './audit-checkpoints.js'
import { AuditConfig } from './audit.config.js'
import { CheckpointStore } from './checkpoint.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Entries deleted by one transaction. */
const BATCH = 5_000

/**
 * Lets entries go whose time is over. They go as far as a checkpoint, and that it was us is signed: what is left can be
 * verified from there on.
 */
@Injectable()
export class AuditRetention extends HousekeepingTask {
  override readonly name = 'retention of the audit'
  override readonly everyMs = DAY_MS

  constructor(
    private readonly checkpoints: CheckpointStore,
    private readonly signing: AuditCheckpoints,
    private readonly work: UnitOfWork,
    private readonly config: AuditConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the number of entries that went. */
  override async run(): Promise<number> {
    const { retentionDays } = this.config
    if (retentionDays === 0 || (await this.#isAnyHeld())) return 0
    const now = new Date(this.clock.nowMs())
    const before = new Date(now.getTime() - retentionDays * DAY_MS)
    const end = await this.checkpoints.latest('head', { before })
    if (!end) return 0
    await this.work.run(async (tx) => {
      await this.signing.sign(tx, { kind: 'start', seq: end.seq, hash: end.hash, at: now })
    })
    let total = 0
    for (let gone = BATCH; gone === BATCH; total += gone) {
      gone = await this.work.run((tx) => this.#remove(tx, end.seq))
    }
    await this.work.run((tx) => this.checkpoints.removeBefore(tx, end.seq))
    return total
  }

  /** Whether the matter of some account has to be kept: what was done to it is part of that. */
  async #isAnyHeld(): Promise<boolean> {
    return this.work.run(async (tx) => {
      const { rowCount } = await tx.query({ text: 'SELECT FROM repo WHERE is_held LIMIT 1' })
      return rowCount > 0
    })
  }

  async #remove(tx: Tx, seq: number): Promise<number> {
    // Only this lets the database delete entries.
    await tx.query({ text: `SET LOCAL guildhall.audit_retention = 'on'` })
    const { rowCount } = await tx.query({
      text: `DELETE FROM audit_entry WHERE seq IN (
               SELECT seq FROM audit_entry WHERE seq <= $1::int8 ORDER BY seq LIMIT $2::int4)`,
      values: [seq, BATCH],
    })
    return rowCount
  }
}
