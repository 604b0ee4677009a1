import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import {
  type GuidedMove,
  type MadeMove,
  MoveInvitations,
  MoveNotReady,
  MoveReturn,
  Moving,
} from '../../moves/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { GuidedMigrations } from './guided-migrations.js'

/** What administrators do for moves that do not go on. */
@Injectable()
export class MigrationHelp {
  constructor(
    private readonly migrations: GuidedMigrations,
    private readonly moving: Moving,
    private readonly back: MoveReturn,
    private readonly invitations: MoveInvitations,
    private readonly audit: Audit,
  ) {}

  /** Takes a move up again where it stopped. @throws {NotThere | MoveNotReady} */
  async retry(id: string, { agent }: Administrator): Promise<GuidedMove> {
    const move = await this.#find(id)
    if (move.state !== 'failed' && move.wish !== 'document')
      throw new MoveNotReady('The move has not failed, or waits for its member')
    const deed = { action: 'migration.retry', target: { type: 'account', id: move.did } }
    await this.moving.go(move, {}, agent.id ?? agent.type, (tx) => this.audit.record(tx, agent, deed))
    return this.#find(id)
  }

  /** Sends another link. @throws {NotThere | MoveNotReady} */
  async resend(id: string, { agent }: Administrator): Promise<MadeMove> {
    return this.invitations.again(await this.#find(id), agent)
  }

  /** Takes a move back, or an invitation that nobody has followed. @throws {NotThere | MoveNotReady | MovePastReturn} */
  async takeBack(id: string, reason: string, { agent }: Administrator): Promise<GuidedMove> {
    await this.back.takeBack(await this.#find(id), agent, reason)
    return this.#find(id)
  }

  async #find(id: string): Promise<GuidedMove> {
    const move = await this.migrations.find(id)
    if (!move) throw new NotThere('migration')
    return this.moving.settled(move)
  }
}
