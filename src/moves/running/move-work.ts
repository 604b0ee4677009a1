import { Injectable } from '@nestjs/common'
import { LongWork, type WorkRun } from '../../jobs/index.js'
import { EXIT, MoveProblem, PdsFailure } from '../../migration/index.js'
import { OutboundError } from '../../outbound/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import type { GuidedMove } from '../keeping/guided-move.js'
import { GuidedMoveStore, type MoveRest } from '../keeping/guided-move.store.js'
import { MoveSecrets } from '../keeping/move-secrets.js'
import { MoveHalted } from '../moves.errors.js'
import { GuidedPassage } from './guided-passage.js'
import { KeptKeys } from './kept-keys.js'
import { MoveRoom } from './move-room.js'
import { RunRecord } from './run-record.js'

/** Kind of the long jobs that take the steps of moves. */
export const MOVE_WORK = 'moves.in'

const CODE_REFUSED = 'The old server did not take the code, and has mailed another one.'
const PROBLEM_LENGTH_MAX = 4_000

/** Takes the steps of a move, from wherever it is to its end, or until its member has to do something. */
@Injectable()
export class MoveWork extends LongWork {
  override readonly kind = MOVE_WORK
  override readonly unit = 'blobs'

  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly secrets: MoveSecrets,
    private readonly room: MoveRoom,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  /** @throws {MoveHalted} when the move has failed; it is kept why */
  override async run(input: unknown, run: WorkRun): Promise<object> {
    const { id } = input as { id: string }
    const known = await this.moves.find(id, this.#now())
    if (!known) return { outcome: 'over' }
    return this.room.turns.take(known.did, () => this.#take(id, run))
  }

  async #take(id: string, run: WorkRun): Promise<object> {
    const move = await this.moves.find(id, this.#now())
    const keys = await this.secrets.read(id)
    // A run that was begun twice, or long ago.
    if (!move || !keys || move.state !== 'underWay' || move.jobId !== run.id) return { outcome: 'over' }
    const record = await RunRecord.open(id, run, this.moves, this.room.folders)
    const kept = new KeptKeys(id, keys, this.secrets)
    const passage = new GuidedPassage(move, kept, record, this.room, run)
    try {
      const rest = await this.#restOf(move, passage, record, run)
      if (rest.state === 'done') await passage.signOut()
      else if (kept.now.code !== undefined && rest.state === 'waiting') await kept.keep({ code: undefined })
      await this.moves.rest(id, run.id, { ...rest, now: this.#now() })
      if (rest.state === 'failed') throw new MoveHalted()
      return { outcome: rest.state }
    } finally {
      await record.remove()
    }
  }

  async #restOf(
    move: GuidedMove,
    passage: GuidedPassage,
    record: RunRecord,
    { signal }: WorkRun,
  ): Promise<Omit<MoveRest, 'now'>> {
    try {
      await passage.take()
      return { state: 'done' }
    } catch (error) {
      // The job goes on elsewhere, or was given up; the move stays as it is.
      if (signal.aborted && signal.reason === 'node stops') throw error
      const problem = messageOf(error).slice(0, PROBLEM_LENGTH_MAX)
      if (passage.isSignedOut) return { state: 'waiting', wish: 'signIn', problem }
      if (passage.isLinkMissing) return { state: 'waiting', wish: 'organization' }
      if (error instanceof MoveProblem && error.exit === EXIT.waiting)
        return record.isCodeWanted
          ? { state: 'waiting', wish: 'code', ...(passage.isCodeRefused && { problem: CODE_REFUSED }) }
          : { state: 'waiting', wish: 'document', problem: record.said.slice(0, PROBLEM_LENGTH_MAX) }
      if (!isExpected(error)) this.log.error({ err: error, move: move.id }, 'a move failed')
      return { state: 'failed', problem }
    }
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

function isExpected(error: unknown): boolean {
  return error instanceof MoveProblem || error instanceof PdsFailure || error instanceof OutboundError
}

/** Other errors are faults, or data that are not what they ought to be; of both, the words may say too much. */
function messageOf(error: unknown): string {
  if (isExpected(error)) return (error as Error).message
  return `There was a fault (${error instanceof Error ? error.name : 'unknown'}); the log has it.`
}
