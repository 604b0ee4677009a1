import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../audit/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import type { MailLanguage } from '../mail/index.js'
import { TimedId } from '../telemetry/index.js'
import { type GuidedMove, isAccountHere } from './keeping/guided-move.js'
import { GuidedMoveStore } from './keeping/guided-move.store.js'
import type { InvitableAccount } from './move-check.js'
import { MoveCodes } from './move-codes.js'
import { MoveNotReady } from './moves.errors.js'
import { MOVE_LIFE_MS } from './moving.js'

/** An invitation that is to be kept. */
export interface NewMove {
  readonly account: InvitableAccount
  readonly tokenHash: Uint8Array
  readonly language: MailLanguage
}

/** Keeps invitations to move, each with an invite code of its own. */
@Injectable()
export class MoveBook {
  constructor(
    private readonly moves: GuidedMoveStore,
    private readonly codes: MoveCodes,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /**
   * Keeps them all, or none; it is one deed of the audit.
   * @param also more work for the transaction, for each
   * @throws {MoveNotReady}
   */
  async add<New extends NewMove>(
    wanted: readonly New[],
    agent: Agent,
    also: (tx: Queryable, move: GuidedMove, of: New) => Promise<void>,
  ): Promise<readonly GuidedMove[]> {
    return this.work.run(async (tx) => {
      const moves: GuidedMove[] = []
      for (const one of wanted) {
        const move = await this.#add(tx, one, agent)
        await also(tx, move, one)
        moves.push(move)
      }
      const after = { direction: 'in', accounts: moves.map(({ did }) => did) }
      await this.audit.record(tx, agent, { action: 'migration.invite', after })
      return moves
    })
  }

  /**
   * Puts another link in the place of the former one, which leads nowhere any more.
   * @param also more work for the transaction
   * @throws {MoveNotReady}
   */
  async renew(
    move: GuidedMove,
    tokenHash: Uint8Array,
    agent: Agent,
    also: (tx: Queryable, move: GuidedMove) => Promise<void>,
  ): Promise<GuidedMove> {
    const now = new Date(this.ids.nowMs())
    const expiresAt = new Date(now.getTime() + MOVE_LIFE_MS)
    return this.work.run(async (tx) => {
      const isUsed = isAccountHere(move)
      const inviteCode = isUsed ? move.inviteCode : await this.codes.issue(tx, expiresAt, agent)
      if (!(await this.moves.renew(tx, move.id, { tokenHash, inviteCode, expiresAt, now })))
        throw new MoveNotReady('The move is under way, or over')
      if (!isUsed) await this.codes.end(tx, move.inviteCode, now)
      const target = { type: 'account', id: move.did }
      await this.audit.record(tx, agent, { action: 'migration.resend', target })
      const state = move.state === 'expired' ? 'invited' : move.state
      const renewed: GuidedMove = {
        ...{ ...move, state, inviteCode, deviceId: undefined, expiresAt, changedAt: now },
      }
      await also(tx, renewed)
      return renewed
    })
  }

  async #add(tx: Queryable, { account, tokenHash, language }: NewMove, agent: Agent): Promise<GuidedMove> {
    const createdAt = new Date(this.ids.nowMs())
    const expiresAt = new Date(createdAt.getTime() + MOVE_LIFE_MS)
    const { did, origin, handle: oldHandle, newHandle, email } = account
    const inviteCode = await this.codes.issue(tx, expiresAt, agent)
    const move: GuidedMove = {
      ...{ id: this.ids.next(), did, origin, oldHandle, newHandle, email, language, inviteCode },
      ...{ deviceId: undefined, state: 'invited', wish: undefined, problem: undefined, jobId: undefined },
      ...{ passage: undefined, createdAt, expiresAt, changedAt: createdAt },
    }
    await this.moves.closeExpired(tx, did, createdAt)
    if (!(await this.moves.add(tx, move, tokenHash)))
      throw new MoveNotReady(`Somebody else has just invited ${did}`)
    return move
  }
}
