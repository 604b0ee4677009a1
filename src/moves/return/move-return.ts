import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { AccountRemoval } from '../../lifecycle/index.js'
import type { GuidedMove } from '../keeping/guided-move.js'
import { OldSignIn } from '../old-sign-in.js'
import { MoveClosing } from './move-closing.js'
import { ReturnCheck } from './return-check.js'

/** Takes moves back: the account at the old server stays as it is, and nothing of it stays here. */
@Injectable()
export class MoveReturn {
  constructor(
    private readonly check: ReturnCheck,
    private readonly closing: MoveClosing,
    private readonly removal: AccountRemoval,
    private readonly old: OldSignIn,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Deletes the account here, if there is one. Nobody else has to agree: all that it has is at the old server.
   * @throws {MoveNotReady | MovePastReturn | AccountOnHold}
   */
  async takeBack(move: GuidedMove, agent: Agent, reason: string | undefined): Promise<void> {
    const hasAccount = await this.check.hasAccount(move)
    const keys = await this.closing.keysOf(move)
    const close = (tx: Queryable) => this.closing.close(tx, move, agent, reason)
    if (hasAccount)
      await this.removal.remove(move.did, { actor: 'system', reason, letter: { tell: false } }, close)
    else await this.work.run(close)
    if (keys) await this.old.leave(move, keys.old)
  }
}
