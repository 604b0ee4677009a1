import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { GuidedMoveStore } from './guided-move.store.js'
import { MoveSecrets } from './move-secrets.js'

const HOUR_MS = 60 * 60 * 1000
/** So long administrators see what became of them; the audit knows it longer. */
const KEPT_MS = 90 * 24 * HOUR_MS
const BATCH = 1_000

/** Forgets sessions and codes of moves that are over, and in the end the moves. */
@Injectable()
export class EndedMoves extends HousekeepingTask {
  override readonly name = 'ended moves'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly secrets: MoveSecrets,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override async run(): Promise<number> {
    const nowMs = this.clock.nowMs()
    const now = new Date(nowMs)
    const forgotten = await this.secrets.forgetEnded(now)
    const before = new Date(nowMs - KEPT_MS)
    return forgotten + (await inBatches(BATCH, (limit) => this.moves.removeEnded(before, now, limit)))
  }
}
