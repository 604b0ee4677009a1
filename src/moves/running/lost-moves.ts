import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { type LongJob, LongJobEnding } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { GuidedMoveStore } from '../keeping/guided-move.store.js'
import { MOVE_WORK } from './move-work.js'

/** Notes that a move has failed whose job was given up: it was begun again too often. */
@Injectable()
export class LostMoves extends LongJobEnding {
  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async failed(tx: Queryable, { id, kind, failure }: LongJob): Promise<void> {
    if (kind !== MOVE_WORK) return
    const now = new Date(this.clock.nowMs())
    await this.moves.restOfJob(tx, id, { state: 'failed', problem: failure, now })
  }
}
