import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { type GuidedMove, isAccountHere } from '../keeping/guided-move.js'
import { GuidedMoveStore } from '../keeping/guided-move.store.js'
import { type MoveKeys, MoveSecrets } from '../keeping/move-secrets.js'
import { MoveCodes } from '../move-codes.js'
import { MoveNotReady } from '../moves.errors.js'

/** Ends moves that are taken back: nothing that was made for them is good for anything any more. */
@Injectable()
export class MoveClosing {
  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly secrets: MoveSecrets,
    private readonly codes: MoveCodes,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The sessions of a move, as long as it is not closed. */
  keysOf({ id }: GuidedMove): Promise<MoveKeys | undefined> {
    return this.secrets.read(id)
  }

  /** Inside the caller's transaction. @throws {MoveNotReady} */
  async close(tx: Queryable, move: GuidedMove, agent: Agent, reason: string | undefined): Promise<void> {
    const now = new Date(this.clock.nowMs())
    if (!(await this.moves.rollBack(tx, move.id, now)))
      throw new MoveNotReady('The move is under way, or over')
    await this.secrets.forget(tx, move.id)
    await this.codes.end(tx, move.inviteCode, now)
    await this.audit.record(tx, agent, {
      action: 'migration.rollback',
      target: { type: 'account', id: move.did },
      reason,
      before: { state: move.state },
      after: { state: 'rolledBack', hadAccount: isAccountHere(move) },
    })
  }
}
