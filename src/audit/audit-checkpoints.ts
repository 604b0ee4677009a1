import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { AuditKeys } from './audit-keys.js'
import { AuditStore } from './audit.store.js'
import { type CheckpointFacts, checkpointMessage } from './checkpoint.js'
import { CheckpointStore } from './checkpoint.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Signs every hour how far the chain has come. */
@Injectable()
export class AuditCheckpoints extends HousekeepingTask {
  override readonly name = 'checkpoints of the audit'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: AuditStore,
    private readonly checkpoints: CheckpointStore,
    private readonly keys: AuditKeys,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Signs where the chain ends now, unless that was done; gives the number of checkpoints that were made. */
  override async run(): Promise<number> {
    const { seq, hash } = await this.store.head()
    const last = await this.checkpoints.latest('head')
    if (seq === 0 || last?.seq === seq) return 0
    await this.sign(this.db, { kind: 'head', seq, hash, at: new Date(this.clock.nowMs()) })
    return 1
  }

  /** Signs a statement about the chain, and keeps it. */
  async sign(on: Queryable, facts: CheckpointFacts): Promise<void> {
    const key = await this.keys.signer()
    const signature = key.sign(checkpointMessage(facts))
    await this.checkpoints.add(on, { ...facts, keyId: key.didKey, signature })
  }
}
