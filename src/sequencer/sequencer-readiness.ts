import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { ReadinessCheck } from '../telemetry/index.js'
import { LEADER_LOCK } from './leader-lock.js'
import { Sequencer } from './sequencer.js'

const LEADER = `
  SELECT FROM pg_locks
   WHERE locktype = 'advisory' AND granted AND objid = $1::int8::oid
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

/** Whether somebody gives events their numbers: this node or another one. */
@Injectable()
export class SequencerReadiness extends ReadinessCheck {
  override readonly part = 'sequencer'

  constructor(
    private readonly sequencer: Sequencer,
    private readonly db: Database,
  ) {
    super()
  }

  override async problem(): Promise<string | undefined> {
    if (this.sequencer.leading) return undefined
    const { rows } = await this.db.query({ text: LEADER, values: [LEADER_LOCK] })
    return rows.length > 0 ? undefined : 'NoLeader'
  }
}
