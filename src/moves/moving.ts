import { Injectable } from '@nestjs/common'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { LongJobs } from '../jobs/index.js'
import type { MoveState } from '../migration/index.js'
import { TimedId } from '../telemetry/index.js'
import type { GuidedMove } from './keeping/guided-move.js'
import { GuidedMoveStore } from './keeping/guided-move.store.js'
import { type MoveKeys, MoveSecrets } from './keeping/move-secrets.js'
import { MoveNotReady } from './moves.errors.js'
import { MOVE_WORK } from './running/move-work.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** So long a move may take from when something was last done for it. */
export const MOVE_LIFE_MS = 14 * DAY_MS

/** What a move goes on with. */
export interface MoveFuel {
  /** how far it is; absent: as it is */
  readonly passage?: MoveState | undefined
  /** absent: those that are kept */
  readonly keys?: MoveKeys | undefined
}

/** Lets moves begin and go on. */
@Injectable()
export class Moving {
  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly secrets: MoveSecrets,
    private readonly jobs: LongJobs,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /**
   * Has the next steps of a move taken, by whichever node is free.
   * @param also more work for the transaction, done last
   * @throws {MoveNotReady} where it is under way, over, or its member has not signed in
   */
  async go(
    { id, passage: former }: GuidedMove,
    { passage = former, keys }: MoveFuel,
    requestedBy: string,
    also: (tx: Queryable) => Promise<unknown> = nothing,
  ): Promise<void> {
    if (!passage) throw new MoveNotReady('The member has not followed the link yet')
    const jobId = this.ids.next()
    const [now, expiresAt] = [new Date(this.ids.nowMs()), new Date(this.ids.nowMs() + MOVE_LIFE_MS)]
    await this.work.run(async (tx) => {
      if (!(await this.moves.begin(tx, id, { jobId, passage, expiresAt, now })))
        throw new MoveNotReady('The move is under way, or over')
      if (keys) await this.secrets.put(id, keys, tx)
      await this.jobs.add(tx, { id: jobId, kind: MOVE_WORK, input: { id }, requestedBy })
      await also(tx)
    })
  }

  /** The move as it is; one whose job was taken away has failed. */
  async settled(move: GuidedMove): Promise<GuidedMove> {
    if (move.state !== 'underWay' || move.jobId === undefined) return move
    const job = await this.jobs.find(move.jobId)
    if (job && !job.endedAt) return move
    const now = new Date(this.ids.nowMs())
    const rest = { state: 'failed', problem: 'The job of the move was taken away', now } as const
    await this.work.run((tx) => this.moves.restOfJob(tx, move.jobId!, rest))
    return this.renewed(move)
  }

  /** The move as it is kept now. */
  async renewed(move: GuidedMove): Promise<GuidedMove> {
    return (await this.moves.find(move.id, new Date(this.ids.nowMs()))) ?? move
  }
}

async function nothing(): Promise<void> {}
