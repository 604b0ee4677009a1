import { Injectable } from '@nestjs/common'
import { maskedEmail } from '../../account/index.js'
import {
  type GuidedMove,
  type GuidedMoveState,
  GUIDED_MOVE_STATES,
  GuidedMoveStore,
  MoveProgress,
} from '../../moves/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Grants } from '../../roles/index.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimedId } from '../api/timed-id.js'
import type { GuidedMigrationDto } from './guided-migrations.dto.js'
import type { MigrationDetailsDto } from './migration-details.dto.js'

/** What may be asked of the list of moves that people were invited to. */
export const GUIDED_LIST: ListOptions = { sorts: ['-createdAt'], filters: { state: GUIDED_MOVE_STATES } }

const NOTHING_HERE = { records: 0, blobsExpected: 0, blobsHere: 0 }

/** Moves that people were invited to, as administrators look after them. */
@Injectable()
export class GuidedMigrations {
  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly progress: MoveProgress,
    private readonly clock: Clock,
  ) {}

  /** The page that is asked for. @throws {InvalidCursor} */
  async list(query: ListQuery, grants: Grants): Promise<ListDto<GuidedMigrationDto>> {
    if (query.cursor && !isTimedId(query.cursor.id)) throw new InvalidCursor()
    const state = query.filters['state'] as GuidedMoveState | undefined
    const now = this.#now()
    const { found, count } = await listAndCount(
      query,
      () => this.moves.list(state, now, sliceOf(query)),
      () => this.moves.count(state, now),
    )
    const placeOf = ({ id }: GuidedMove) => ({ value: '', id })
    return pageOf(query, { found, count, placeOf, show: (move) => this.view(move, grants) })
  }

  find(id: string): Promise<GuidedMove | undefined> {
    return this.moves.find(id, this.#now())
  }

  /** The move of an account that is not over, for whoever may see it. */
  async ofAccount(did: string, grants: Grants): Promise<GuidedMigrationDto | undefined> {
    const move = grants.has('invites.view') ? await this.moves.findOpen(did, this.#now()) : undefined
    return move && this.view(move, grants)
  }

  /** With what has come so far. */
  async details(move: GuidedMove, grants: Grants): Promise<MigrationDetailsDto> {
    const { did, oldHandle, origin, createdAt } = move
    return {
      ...{ did, direction: 'in', since: createdAt.toISOString(), pds: origin },
      ...(oldHandle !== undefined && { handle: oldHandle }),
      steps: this.progress.steps(move),
      progress: (await this.progress.counts(move)) ?? NOTHING_HERE,
      invitation: this.view(move, grants),
    }
  }

  view(move: GuidedMove, grants: Grants): GuidedMigrationDto {
    const { id, did, oldHandle, origin, state, wish, problem, createdAt, expiresAt, changedAt } = move
    const newHandle = move.passage?.newHandle ?? move.newHandle
    const email = move.passage?.email ?? move.email
    const mayContact = grants.allows('accounts.contact', newHandle)
    return {
      ...{ id, did, pds: origin, state, steps: this.progress.steps(move) },
      ...(oldHandle !== undefined && { handle: oldHandle }),
      ...(newHandle !== undefined && { newHandle }),
      ...(email !== undefined && { email: mayContact ? email : maskedEmail(email) }),
      ...(wish && { waitsFor: wish }),
      ...(problem !== undefined && { problem }),
      ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
      changedAt: changedAt.toISOString(),
    }
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
